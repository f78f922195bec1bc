// Each element of an embed, where it is and how it looks; but for what fades or turns at any moment, and for what is only
// read out: a message that came with the page's first snapshot is not, one that came after it is.
(host) => {
  const LOOKS = ["display", "visibility", "position", "fontSize", "fontFamily", "fontWeight", "lineHeight", "color"];
  LOOKS.push("backgroundColor", "direction", "textAlign", "pointerEvents", "paddingTop", "marginTop", "borderTopWidth");
  const seen = [...host.shadowRoot.querySelectorAll(":not(.unseen[role=status] *)")].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const place = [x, y, width, height].map(Math.round);
    return [`${element.localName}.${element.getAttribute("class")}`, place, LOOKS.map((name) => [name, style[name]])];
  });
  return JSON.stringify(seen);
}
