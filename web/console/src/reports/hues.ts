/** A canvas knows no custom properties and no light-dark(): the page itself is asked what colour that is here. */
export function hues(within: HTMLElement): (name: string) => string {
  return (name) => {
    const probe = document.createElement("span");
    probe.hidden = true;
    probe.style.color = `var(${name})`;
    within.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
}
