// Where bytes come from: a server. A copy of the site for a disk has another module of this name.

/** A file that is missing, broken or of another build. */
export class Mismatch extends Error {}

/** The bytes of a file of the index. */
export async function fetched(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Mismatch(`${answer.status} ${url}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The page of an article, as a document that runs nothing. */
export function pageOf(url) {
  return new Promise((done, fail) => {
    // Unlike DOMParser, this reads no string as HTML: a policy of trusted types has nothing to object to.
    const asked = new XMLHttpRequest();
    asked.open("GET", url);
    asked.responseType = "document";
    asked.onload = () => (asked.status < 400 && asked.response ? done(asked.response) : fail(new Mismatch(url)));
    asked.onerror = () => fail(new TypeError(url));
    asked.send();
  });
}
