"""Walking through the site as a person would, with axe looking after each step."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


class Walk:
    """One person's walk; every step ends with a page free of faults that axe can see."""

    def __init__(self, page: Page, site: dict[str, Any], *, axe: bool = True) -> None:
        self.page, self.site, self.axe = page, site, axe
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def to(self, path: str) -> "Walk":
        self.page.goto(self.site["address"] + path)
        return self.look()

    def enter_as(self, who: str) -> "Walk":
        """Use one of the links that the demonstration prints."""
        self.page.goto(self.site["links"][who].pop())
        self.page.get_by_role("main").get_by_role("button").first.click()
        self.page.wait_for_url("**/me/")
        return self.look()

    def press(self, name: str, *, role: str = "button") -> "Walk":
        self.page.get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        return self.look()

    def fill(self, label: str, text: str) -> "Walk":
        self.page.get_by_label(label, exact=False).first.fill(text)
        return self

    def sees(self, text: str) -> "Walk":
        self.page.get_by_text(text).first.wait_for()
        return self

    def look(self) -> "Walk":
        """No script error, nothing wider than the window, nothing that axe finds."""
        assert not self.errors
        if self.axe:
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 1, f"{self.page.url} is {wide} px too wide"
            if not self.page.evaluate("'axe' in window"):
                self.page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
            found = self.page.evaluate(
                "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))"
            )
            assert not found, f"{self.page.url}: {found}"
        return self
