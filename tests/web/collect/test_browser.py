"""The main job in a real browser: a file comes in, its drafts are worked through with the keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from diaodu.intake.models import Draft, DraftKind, DraftState, Reading
from diaodu.leads.models import Lead
from diaodu.projects.models import Project
from tests.browser import sign_in
from tests.web.collect.desk import draft_of
from tests.world import WRITE_UP, City, a_city, a_reading, run_tasks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "zh-hans": {
        "take in": "收下",
        "being read": "正在读取",
        "drafts": "5 条待确认",
        "left": "1 条待确认",
        "confirmed": "已确认 3",
    },
    "en": {
        "take in": "Take in",
        "being read": "The text is being read",
        "drafts": "5 to confirm",
        "left": "1 to confirm",
        "confirmed": "3 confirmed",
    },
}


@pytest.fixture
def city() -> City:
    return a_city()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_upload_to_records(page: Page, live_server: LiveServer, city: City, tmp_path: Path, language: str) -> None:
    words = WORDS[language]
    file = tmp_path / "纪要.txt"
    file.write_text(WRITE_UP, encoding="gb18030")
    sign_in(page, live_server, city.dispatcher, language)
    page.goto(f"{live_server.url}/collect/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name=words["take in"], exact=True).click()
    expect(page.get_by_role("heading", name=words["being read"])).to_be_visible()
    run_tasks()
    expect(page.locator("#drafts-title")).to_contain_text(words["drafts"])
    for key, left in (("j", 5), ("c", 4), ("Enter", 3), ("c", 2)):
        page.keyboard.press(key)
        expect(page.locator(".collect-card.collect-proposed")).to_have_count(left)
    page.keyboard.press("x")
    page.keyboard.press("3")
    expect(page.locator("#drafts-title")).to_contain_text(words["left"])
    expect(page.locator("#drafts-title")).to_contain_text(words["confirmed"])
    assert set(Project.objects.values_list("name", flat=True)) == {"市十一中迁建", "北部山区生态修复"}
    assert Draft.objects.get(kind=DraftKind.LEAD).state == DraftState.REJECTED
    page.locator(".collect-drafts").get_by_role("link", name="市十一中迁建").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("市十一中迁建")
    page.locator(".dd-evidence", has_text="市十一中迁建").first.click()
    expect(page.locator("#sheet mark").first).to_have_text("市十一中迁建")


def test_a_correction_by_keyboard_and_its_undoing(page: Page, live_server: LiveServer, city: City) -> None:
    reading = a_reading(city)
    lead = draft_of(reading, DraftKind.LEAD)
    sign_in(page, live_server, city.dispatcher)
    page.goto(f"{live_server.url}/collect/{reading.source_id}/?draft={lead.pk}")
    expect(page.locator(f"#draft-{lead.pk}")).to_be_focused()
    page.keyboard.press("e")
    page.keyboard.press("End")
    page.keyboard.type("二期")
    page.keyboard.press("Enter")
    expect(page.locator(f"#draft-{lead.pk}.collect-confirmed")).to_contain_text("吉利新能源商用车二期")
    assert Lead.objects.get().name == "吉利新能源商用车二期"
    page.locator(f"#draft-{lead.pk}").focus()
    page.keyboard.press("u")
    expect(page.locator(f"#draft-{lead.pk}.collect-proposed")).to_be_visible()
    assert not Lead.objects.exists()


def test_a_draft_and_its_words_light_up_together(page: Page, live_server: LiveServer, city: City) -> None:
    reading = a_reading(city)
    lead = draft_of(reading, DraftKind.LEAD)
    sign_in(page, live_server, city.dispatcher)
    page.goto(f"{live_server.url}/collect/{reading.source_id}/")
    page.get_by_role("link", name="吉利新能源商用车").click()
    expect(page.locator(f"#draft-{lead.pk}")).to_be_focused()
    expect(page.locator(".collect-place.collect-lit")).to_have_text("吉利新能源商用车")


def test_a_refused_file_says_so_and_keeps_what_was_typed(
    page: Page, live_server: LiveServer, city: City, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("甲")
    sign_in(page, live_server, city.dispatcher)
    page.goto(f"{live_server.url}/collect/")
    page.fill("textarea", "粘贴的文字")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="收下", exact=True).click()
    expect(page.locator("#take-in .dd-notice-error")).to_contain_text("既粘贴了文本又选了文件")
    expect(page.locator("textarea")).to_have_value("粘贴的文字")
    assert not Reading.objects.exists()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_phone_shows_the_restored_text_and_the_original_when_asked(
    phone: Page, live_server: LiveServer, city: City, theme: str
) -> None:
    reading = a_reading(
        city, "5月29日下午,省市重點(diǎn)項目第十次調度會(huì )召開(kāi)。市長(cháng)劉冰主持并講話(huà)。"
    )
    sign_in(phone, live_server, city.leader)
    phone.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    phone.goto(f"{live_server.url}/collect/{reading.source_id}/")
    expect(phone.locator("td.collect-original").first).to_be_hidden()
    phone.locator("#compare").check()
    expect(phone.locator("td.collect-original").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
