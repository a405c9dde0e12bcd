"use strict";
// A folder opens as its page only on a server: from a disk, links to folders lead to their index.html.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href$='/'], a[href*='/#'], a[href='./']")) {
    const address = new URL(link.getAttribute("href") ?? "", location.href);
    if (address.protocol === "file:" && address.pathname.endsWith("/")) {
      address.pathname += "index.html";
      link.setAttribute("href", address.href);
    }
  }
}
