"""Chromium for tests and screenshots: find it, install it where that is possible, start it, look with it.

`python -m tools.browser` is what `make browser` runs: it says which browser will be used, installs Debian's
Chromium when it runs as root on Debian and finds none, and elsewhere says what to install and exits with 1.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from selenium import webdriver
from selenium.common.exceptions import UnexpectedAlertPresentException, WebDriverException
from selenium.webdriver.remote.command import Command

Scheme = Literal["light", "dark"]

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/snap/bin/chromium",
)
DRIVERS = (
    "chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
    "/opt/homebrew/bin/chromedriver",
    "/usr/local/bin/chromedriver",
    "/snap/bin/chromium.chromedriver",
)
DEBIAN_PACKAGES = ("chromium", "chromium-driver", "fonts-noto-core", "fonts-dejavu-core")

MISSING = """\
Phép thử cần Chrome hoặc Chromium và chromedriver cùng phiên bản; máy này thiếu {missing}.
The tests need Chrome or Chromium and the chromedriver of the same version; {missing} was not found.

  Debian:   sudo apt-get install chromium chromium-driver fonts-noto-core
  Ubuntu:   sudo snap install chromium            (brings its own chromedriver)
  Fedora:   sudo dnf install chromium chromedriver google-noto-sans-fonts
  macOS:    brew install --cask google-chrome chromedriver

Nếu chúng nằm ở chỗ khác / If they are somewhere else:
  make test CHROME=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver
"""

# The page under test is all that the browser may talk to: no update, no font, no script from elsewhere.
QUIET = (
    "--headless=new",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--lang=vi-VN",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
)


@dataclass(frozen=True)
class Programs:
    """Where the browser and the driver that steers it are."""

    browser: Path
    driver: Path


@dataclass(frozen=True)
class Violation:
    """An accessibility rule that a page breaks: axe's id and help, and the CSS paths of the elements."""

    rule: str
    impact: str
    help: str
    nodes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}): {self.help}\n" + "\n".join(f"    {node}" for node in self.nodes)


class NoBrowserError(Exception):
    """No browser, or no driver for it; the text says what to install."""


def find() -> Programs:
    """The browser and driver to use: CHROME and CHROMEDRIVER when set, else the first of the usual places.

    Raises NoBrowserError, whose text is for people, when either is missing.
    """
    browser = _first(os.environ.get("CHROME"), BROWSERS)
    driver = _first(os.environ.get("CHROMEDRIVER"), DRIVERS)
    if browser is None or driver is None:
        missing = (
            "chromedriver" if browser else "Chrome/Chromium" if driver else "Chrome/Chromium, chromedriver"
        )
        raise NoBrowserError(MISSING.format(missing=missing))
    return Programs(browser, driver)


def _first(named: str | None, usual: tuple[str, ...]) -> Path | None:
    for candidate in (named,) if named else usual:
        found = shutil.which(candidate)
        if found:
            return Path(found)
    return None


def install() -> None:
    """Install Debian's Chromium, its driver, fonts with all Vietnamese letters. Raises CalledProcessError."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = shutil.which("apt-get") or "apt-get"
    subprocess.run([apt, "update", "-qq"], check=True, env=environment)
    subprocess.run(
        [apt, "install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def can_install() -> bool:
    """Whether this is Debian and we are root. Ubuntu does not count: its package only points to a snap."""
    release = Path("/etc/os-release")
    return (
        os.geteuid() == 0
        and shutil.which("apt-get") is not None
        and release.is_file()
        and {"ID=debian", "ID=raspbian"} & set(release.read_text("utf-8").split()) != set()
    )


class Driver(webdriver.Chrome):
    """Chromium's driver, which does not fail where a page went away while a command was on its way.

    Where a page asks before it is left, or sends itself on, chromedriver now and then answers "aborted by
    navigation". To go somewhere and to look for something can be asked again; a click that led away was made.
    """

    AGAIN = frozenset({Command.GET, Command.FIND_ELEMENT, Command.FIND_ELEMENTS})
    TRIES = 3

    def execute(
        self, driver_command: str | Generator[dict[str, Any], Any, Any], params: dict[str, Any] | None = None
    ) -> Any:
        """What the driver answers to one command. Raises WebDriverException."""
        for tries in range(1, self.TRIES + 1):
            try:
                return super().execute(driver_command, params)
            except WebDriverException as error:
                if "aborted by navigation" not in str(error.msg):
                    raise
                if driver_command == Command.CLICK_ELEMENT:
                    break
                if driver_command not in self.AGAIN or tries == self.TRIES:
                    raise
        return {"value": None}


class Browser:
    """One running Chromium. Every method acts on the page that is open."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, url: str) -> None:
        """Go to a page and wait for its load event."""
        self.driver.get(url)

    def leave(self) -> None:
        """Away from the page, whatever it asks before it is left, to an empty one."""
        # While it asks, nothing else is answered.
        try:
            self.open("about:blank")
        except UnexpectedAlertPresentException:
            self.open("about:blank")

    def run(self, script: str, *arguments: object) -> Any:
        """The value that a JavaScript function body returns."""
        return self.driver.execute_script(script, *arguments)

    def set_size(self, width: int, height: int = 900) -> None:
        """The viewport in CSS pixels. Not the window's size: a window cannot be as narrow as a phone."""
        self._command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def set_scheme(self, scheme: Scheme, *, reduced_motion: bool = True) -> None:
        """Prefer light or dark, as a reader's system would; no motion, so that nothing is seen half way."""
        self._command(
            "Emulation.setEmulatedMedia",
            features=[
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce" if reduced_motion else "no-preference"},
            ],
        )

    def set_media(self, media: Literal["screen", "print"]) -> None:
        """Show the page as on paper, or as on a screen again. Forgets the scheme: set it after this."""
        self._command("Emulation.setEmulatedMedia", media=media)

    def set_javascript(self, on: bool) -> None:
        """Whether pages opened from now on may run scripts."""
        self._command("Emulation.setScriptExecutionDisabled", value=not on)

    @contextmanager
    def preloaded(self, script: str) -> Iterator[None]:
        """While the block runs, every page that is opened starts with this script, whatever its policy says.

        A large script gets there once instead of with every page.
        """
        answer = self._command("Page.addScriptToEvaluateOnNewDocument", source=script)
        try:
            yield
        finally:
            self._command("Page.removeScriptToEvaluateOnNewDocument", identifier=answer["identifier"])

    def reset(self) -> None:
        """A clean reader on a desktop: nothing stored, light, scripts on, an empty page and an empty log."""
        self.leave()
        self._command("Storage.clearDataForOrigin", origin="*", storageTypes="all")
        self._command("Network.clearBrowserCache")
        self.set_javascript(True)
        self.set_media("screen")
        self.set_scheme("light")
        self.set_size(1280)
        self.errors()

    def errors(self) -> list[str]:
        """What the console complained of since the last call: failed requests, errors, blocked content."""
        entries: list[dict[str, Any]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call] # selenium leaves it untyped
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def axe(self, source: str, *, within: str = "html") -> list[Violation]:
        """The accessibility rules that the open page breaks inside a CSS selector.

        source: the text of axe-core's axe.min.js. All of its rules run, the best practices too.
        """
        if not self.run("return typeof window.axe === 'object'"):
            self.run(source)
        self.lay_out()
        answer = self.driver.execute_async_script(
            "const done = arguments[1];"
            "axe.run(arguments[0], {resultTypes: ['violations']})"
            ".then(r => done({violations: r.violations}), e => done({error: String(e)}))",
            within,
        )
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return [
            Violation(
                rule=found["id"],
                impact=found["impact"] or "",
                help=found["help"],
                nodes=tuple(" ".join(map(str, node["target"])) for node in found["nodes"]),
            )
            for found in answer["violations"]
        ]

    def lay_out(self) -> None:
        """Have all of the open page laid out, and not only what is near the viewport."""
        self.run(
            "const all = new CSSStyleSheet(); all.replaceSync('* {content-visibility: visible !important}');"
            "document.adoptedStyleSheets = [all]; document.body.offsetHeight;"
        )

    def screenshot(self, *, whole: bool = True) -> bytes:
        """A PNG of the viewport, or of the whole page."""
        options: dict[str, object] = {"format": "png"}
        if whole:
            self.lay_out()
            size = self._command("Page.getLayoutMetrics")["cssContentSize"]
            # Chromium draws no picture taller than a texture of its.
            height = min(size["height"], 16_000)
            options["captureBeyondViewport"] = True
            options["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1}
        return base64.b64decode(self._command("Page.captureScreenshot", **options)["data"])

    def _command(self, name: str, **arguments: object) -> dict[str, Any]:
        answer: dict[str, Any] = self.driver.execute_cdp_cmd(name, arguments)
        return answer


@contextmanager
def running(programs: Programs | None = None) -> Iterator[Browser]:
    """A headless Chromium with a profile that is thrown away; closed at the end, whatever happened.

    Raises NoBrowserError.
    """
    programs = programs or find()
    # A driver of the wrong version must fail, not be replaced by one from the network; nothing is reported.
    os.environ["SE_OFFLINE"] = "true"
    os.environ["SE_AVOID_STATS"] = "true"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), "127.0.0.1", "localhost")))
    with tempfile.TemporaryDirectory(prefix="bang-vang-chromium-", ignore_cleanup_errors=True) as profile:
        driver = Driver(options=_options(programs, profile), service=_service(programs))
        try:
            driver.set_page_load_timeout(30)
            driver.set_script_timeout(60)
            yield Browser(driver)
        finally:
            driver.quit()


def command(work: Callable[[Browser], Iterable[str]]) -> int:
    """Does a tool's work in a browser and prints each line it gives; 1, and how to get one, without."""
    try:
        with running() as browser:
            for line in work(browser):
                sys.stdout.write(f"{line}\n")
    except NoBrowserError as error:
        sys.stderr.write(str(error))
        return 1
    return 0


def arguments() -> tuple[str, ...]:
    """How Chromium is started, but for its profile: quiet, and without its sandbox where that cannot be."""
    # Chromium refuses to start as root inside its sandbox.
    return (*QUIET, "--no-sandbox") if os.geteuid() == 0 else QUIET


def _options(programs: Programs, profile: str) -> webdriver.ChromeOptions:
    options = webdriver.ChromeOptions()
    options.binary_location = str(programs.browser)
    for argument in (*arguments(), f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return options


def _service(programs: Programs) -> webdriver.ChromeService:
    return webdriver.ChromeService(executable_path=str(programs.driver))


def main() -> int:
    """Make sure that a browser is there; 0 when it is, 1 with advice on stderr when it is not."""
    try:
        if can_install() and not _found():
            sys.stderr.write("Cài Chromium của Debian / Installing Debian's Chromium\n")
            install()
        programs = find()
    except NoBrowserError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.write(f"{programs.browser}, {programs.driver}\n")
    return 0


def _found() -> bool:
    try:
        find()
    except NoBrowserError:
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
