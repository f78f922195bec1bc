// A table that is wider than its place is scrolled sideways, by keyboard too.
function reachTables() {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
addEventListener("load", reachTables);
addEventListener("resize", reachTables);
