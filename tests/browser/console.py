"""Somebody at the company's console, who knows it by labels and roles alone."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

from tests.browser.house import House

LOGIN = "tea"
PASSWORD = "four words are enough"
OVERFLOWS = "() => document.documentElement.scrollWidth - document.body.offsetWidth"
"""By how much the page is wider than its place, to either side. The place ends before the scrollbar's gutter."""
SCREENS = {
    "Home": "Hello,",
    "Reports": "Reports",
    "Operators": "Operators",
    "Channels": "Channels",
    "Opening hours": "Opening hours",
    "Settings": "Settings",
    "Personal data": "Personal data",
    "Organizations": "Organizations",
    "People": "People",
    "Keys": "Keys",
    "Audit log": "Audit log",
    "Your account": "Your account",
}
"""What the navigation calls each screen, and the screen's own title."""


@dataclass(slots=True)
class Desk:
    """One person's browser with the console in it."""

    page: Page
    house: House

    async def signs_in(self, login: str = LOGIN, password: str = PASSWORD) -> None:
        """From nothing to the first screen."""
        await self.page.goto(f"{self.house.live.url}/console")
        await self.page.get_by_label("Login").fill(login)
        await self.page.get_by_label("Password").fill(password)
        await self.page.get_by_role("button", name="Sign in").click()
        await self.is_at("Hello,")

    async def is_at(self, title: str) -> None:
        """That screen is there."""
        await expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()

    async def goes_to(self, name: str) -> None:
        """By the navigation, which is behind a button where there is little room."""
        menu = self.page.get_by_role("button", name="Menu")
        if await menu.is_visible():
            await menu.click()
        await self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        await self.is_at(SCREENS[name])
        await expect(self.page.get_by_role("status", name="Loading")).to_have_count(0)

    def dialog(self, title: str) -> Locator:
        """A dialog by what stands over it."""
        return self.page.get_by_role("dialog", name=title)

    async def presses(self, name: str, where: Locator | None = None) -> None:
        """A button with exactly this name."""
        await (where or self.page).get_by_role("button", name=name, exact=True).click()

    async def chooses(self, row: str, deed: str) -> None:
        """A deed out of the menu of a row."""
        await self.presses(f"More about {row}")
        await self.page.get_by_role("menuitem", name=deed).click()

    async def hears(self, text: str) -> None:
        """It is said that something was done."""
        await expect(self.page.get_by_role("status").filter(has_text=text).first).to_be_visible()
