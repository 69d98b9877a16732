"""JupyterLab as `up` leaves it, driven with the keyboard, looked at in light and dark."""

import re
import shutil
from urllib.parse import urlsplit

import pytest

from command_fixtures import CHECKOUT

SCREENSHOTS = CHECKOUT / ".cellblock" / "screenshots"
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]
OUTPUT = ".jp-OutputArea-output"
ERROR = f"{OUTPUT}[data-mime-type='application/vnd.jupyter.stderr']"
BOX_IN_A_BOX = "div[style*='border'] div[style*='border']"
FORMULA = "mjx-container"
WORDS = """
display(Table.create("$a and $b", StringColumn.create("$c and $d", "$e and $f")));
display(Claim.check("C022"));
display(Claim.check("C028"));
Host.run("sh", "-c", "echo no >&2; exit 1")
"""

# The least contrast of any text below an element with what lies behind it.
LEAST_CONTRAST = """
root => {
  const channels = color => {
    const numbers = color.match(/[\\d.]+/g).map(Number);
    if (color.startsWith('color(')) numbers.splice(0, 3, ...numbers.slice(0, 3).map(n => n * 255));
    return numbers.length > 3 ? numbers : [...numbers, 1];
  };
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3]));
  const behind = element => {
    if (!element) return [255, 255, 255];
    const own = channels(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, behind(element.parentElement));
  };
  const luminance = color => color.map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = element => {
    const back = behind(element);
    const text = over(channels(getComputedStyle(element).color), back);
    const [low, high] = [luminance(text), luminance(back)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const written = [...root.querySelectorAll('*'), root].filter(element =>
    [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return Math.min(...written.map(contrast));
}
"""


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not CHROMIUM:
        pytest.skip("needs chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lab(browser, server):
    """Notebook 00, run cell by cell with Shift+Enter; nothing is saved."""
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    page.asked = set()
    page.on("request", lambda request: page.asked.add(urlsplit(request.url).hostname))
    page.route("**/api/contents/**", lambda route: route.abort()
               if route.request.method == "PUT" else route.continue_())
    page.goto(server.address)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
    page.get_by_text("Cellblock (Java) | Idle").wait_for(timeout=60_000)
    run_with_keyboard(page)
    yield page
    page.close()


def run_with_keyboard(page):
    page.locator(".jp-Notebook .jp-Cell").first.click()
    page.keyboard.press("Escape")
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    for _ in range(cells):
        page.keyboard.press("Shift+Enter")
    page.wait_for_function(
        "() => ![...document.querySelectorAll('.jp-InputPrompt')].some(p => p.innerText == '[*]:')",
        timeout=120_000)


def write_below(page, text, *kind):
    for key in ["b", *kind, "Enter"]:
        page.keyboard.press(key)
    page.keyboard.insert_text(text.strip())
    page.keyboard.press("Control+Enter")


def choose_theme(page, name):
    page.get_by_role("menuitem", name="Settings").first.click()
    page.locator(".lm-Menu-item", has_text=re.compile("^Theme$")).hover()
    page.locator(".lm-Menu-item", has_text=re.compile(f"^{name}$")).click()
    light = "false" if "Dark" in name else "true"
    page.locator(f"body[data-jp-theme-light='{light}']").wait_for(state="attached")


def test_the_cells_show_a_table_with_its_rows(lab):
    from playwright.sync_api import expect
    table = lab.locator(f"{OUTPUT} table").first
    table.scroll_into_view_if_needed()
    expect(table.locator("caption")).to_have_text(re.compile(r"\d+ rows"), use_inner_text=True)
    assert table.locator("tbody tr").count() > 1


def test_the_picture_shows_boxes_in_boxes(lab):
    picture = lab.locator(OUTPUT, has=lab.locator(BOX_IN_A_BOX)).first
    picture.scroll_into_view_if_needed()
    assert picture.locator(BOX_IN_A_BOX).first.is_visible()
    assert picture.inner_text().startswith("host ")
    assert "notebook kernel" in picture.inner_text()


def test_no_cell_failed_unannounced(lab):
    assert lab.locator(ERROR).count() == tagged_cells()


@pytest.fixture(scope="module")
def words(lab):
    """A table with dollar signs, two verdicts and an error text, below what notebook 00 has."""
    lab.locator(".jp-Notebook .jp-Cell").last.click()
    lab.keyboard.press("Escape")
    write_below(lab, WORDS)
    written = lab.locator(".jp-Notebook .jp-CodeCell").last
    written.locator(f"{OUTPUT} pre", has_text="exit status 1").wait_for(timeout=60_000)
    return written


def test_dollar_signs_make_no_formula(lab, words):
    write_below(lab, "$x$", "m")
    lab.locator(f".jp-MarkdownCell {FORMULA}").wait_for(timeout=60_000)
    assert words.locator(f"{OUTPUT} table").inner_text().split() == "$a and $b · 1 row".split() + [
        *"$c and $d".split(), *"$e and $f".split()]
    assert words.locator(FORMULA).count() == 0


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_verdicts_and_error_texts_are_readable(lab, words, theme):
    choose_theme(lab, theme)
    shown = words.locator(f"{OUTPUT} table, {OUTPUT} b, {OUTPUT} pre")
    contrasts = shown.evaluate_all(f"elements => elements.map({LEAST_CONTRAST})")
    assert len(contrasts) == 4
    assert min(contrasts) >= READABLE


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_tables_pictures_and_errors_are_readable(lab, theme):
    choose_theme(lab, theme)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    lab.locator(f"{OUTPUT} {BOX_IN_A_BOX}").first.scroll_into_view_if_needed()
    lab.screenshot(path=SCREENSHOTS / f"{theme.split()[1].lower()}.png")
    shown = lab.locator(f"{OUTPUT} table, {OUTPUT} {BOX_IN_A_BOX}, {ERROR} pre")
    contrasts = shown.evaluate_all(f"elements => elements.map({LEAST_CONTRAST})")
    assert len(contrasts) > 1
    assert min(contrasts) >= READABLE


def test_the_page_asks_no_other_machine(lab):
    assert lab.asked - {None, ""} == {"127.0.0.1"}


def tagged_cells():
    import nbformat
    book = nbformat.read(CHECKOUT / "notebooks/00-start-here.ipynb", as_version=4)
    return sum("raises-exception" in cell.metadata.get("tags", []) for cell in book.cells)
