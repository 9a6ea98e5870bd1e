// On the page for what is missing, which a host shows at any depth, where the site's own address is not known. The page
// asks for this script at every depth; where it is found tells where the site lies. A script of the old kind: it must know
// its own address.

{
  const top = new URL("../", document.currentScript.src);
  for (const name of ["href", "src", "action"]) {
    for (const element of document.querySelectorAll(`:not(script)[${name}]`)) {
      const written = element.getAttribute(name);
      if (element.rel !== "stylesheet" && !/^(?:[a-z]+:|[./#])/i.test(written)) {
        element.setAttribute(name, new URL(written, top).href);
      }
    }
  }
}
