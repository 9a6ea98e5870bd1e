// While a build runs: how far it has come, and the page anew when it is done.

const running = document.querySelector("[data-running]");

async function look() {
  try {
    const answer = await fetch(location.pathname, { headers: { "X-Soan": "1" } });
    const told = await answer.json();
    if (told.state !== "running") {
      location.reload();
      return;
    }
    const bar = running.querySelector("progress");
    if (told.whole) {
      bar.max = told.whole;
      bar.value = told.done;
    }
    running.querySelector(".stage").textContent = told.stage;
  } catch {
    // The server is away for a moment: ask again.
  }
  setTimeout(look, 500);
}

if (running) setTimeout(look, 300);
