"""Walks the demo world in Chromium and photographs its pages for the guide.

usage: pictures.py ADDRESS FOLDER
"""

import shutil
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from diaodu.cli.django_ready import start_django

start_django()
from diaodu.demo.cast import PASSWORD  # noqa: E402

DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
PAGES = {
    "today": "/",
    "collect": "/collect/",
    "source": "/collect/4/",
    "projects": "/projects/",
    "project": "/projects/1/",
    "leads": "/leads/",
    "meeting": "/meetings/3/",
}
LOCALES = {"zh": "zh-CN", "en": "en-US"}


def wait_for(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/health"):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit("the demo world did not answer")


def signed_in(browser: Browser, address: str, *, username: str, **context: object) -> Page:
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{address}/")
    return page


def main(address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wait_for(address)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for language, locale in LOCALES.items():
            desk = signed_in(browser, address, username="diaodu", viewport=DESK, locale=locale)
            for name, path in PAGES.items():
                desk.goto(address + path)
                desk.screenshot(path=folder / f"{name}-{language}.png")
            desk.goto(address + PAGES["project"])
            desk.locator("h1 a, h1 button").first.click()
            desk.wait_for_selector("dialog[open]")
            desk.wait_for_timeout(400)
            desk.screenshot(path=folder / f"evidence-{language}.png")
            phone = signed_in(browser, address, username="lingdao", viewport=PHONE, locale=locale, color_scheme="dark")
            phone.screenshot(path=folder / f"phone-{language}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
