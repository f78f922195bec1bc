"""Looks for what the rules of axe-core find wrong in our embeds, as they are shown right now, in light and in dark."""

from playwright.async_api import Page

from tests.browser.framework_pages import FOLDER

SOURCE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
THEME = """theme => {
  for (const script of document.querySelectorAll("script[type=module][id]")) script.setAttribute("theme", theme);
  return new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50)));
}"""
OURS = """() => {
  const include = [...document.querySelectorAll("[data-chathub]")].filter((host) => !host.hidden);
  if (include.length === 0) throw new Error("nothing of ours is on the page");
  return { include };
}"""
RUN = """async (context) => {
  const { violations, passes } = await axe.run(context);
  if (passes.length === 0) throw new Error("no rule was applied");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 300)}: ${node.failureSummary}`));
}"""


async def findings(page: Page) -> list[str]:
    """Whatever is wrong, and where."""
    await _bring(page)
    found = []
    for theme in ("light", "dark"):
        await page.evaluate(THEME, theme)
        found += [f"{theme}: {each}" for each in await page.evaluate(f"({RUN})(({OURS})())")]
    return found


async def findings_of_page(page: Page) -> list[str]:
    """Whatever is wrong on a page that is ours from end to end, in the colours that it has now.

    In Firefox nothing is looked for: going through a whole page, axe sooner or later brings a content process of Debian's
    Firefox 153 to a segmentation fault (a null pointer in libxul, with its JIT switched off, too). The rules look at the
    document and not at the engine, and Chromium shows the same document.
    """
    browser = page.context.browser
    if browser is not None and browser.browser_type.name == "firefox":
        return []
    await _bring(page)
    found: list[str] = await page.evaluate(f"({RUN})(document)")
    return found


async def _bring(page: Page) -> None:
    if not await page.evaluate("'axe' in globalThis"):
        await page.evaluate(SOURCE.read_text() + ";0")
