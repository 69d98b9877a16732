"""JupyterLab with the notebook kernel in a Linux of its own: chosen, used, interrupted, restarted."""

import pytest

from command_fixtures import CHECKOUT, running_server
from test_browser import OUTPUT, browser  # noqa: F401

SPEC = CHECKOUT / ".cellblock/venv/share/jupyter/kernels/cellblock-own-linux"
NAME = "Cellblock (own Linux)"
PATIENCE = 120_000  # milliseconds


@pytest.fixture
def server(tmp_path):
    """Of its own: it remembers which kernel was chosen for a notebook."""
    if not SPEC.exists():
        pytest.skip("own Linux isn't offered here: the micro VM doesn't start")
    with running_server(tmp_path) as running:
        yield running


@pytest.fixture
def page(browser, server):  # noqa: F811
    """Notebook 00 after that kernel was chosen; nothing is saved."""
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    page.set_default_timeout(PATIENCE)
    page.route("**/api/contents/**", lambda route: unsaved(route)
               if route.request.method == "PUT" else route.continue_())
    page.goto(server.address)
    page.get_by_text("Cellblock (Java) | Idle").wait_for()
    page.locator(".jp-Toolbar-kernelName").click()
    page.locator(".jp-Dialog select").select_option(label=NAME)
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.get_by_text(f"{NAME} | Idle").wait_for()
    yield page
    page.close()


def unsaved(route):
    """Says that it was saved: of one that wasn't, a dialog tells after two minutes."""
    route.fulfill(response=route.fetch(method="GET"))


def write(page, code):
    """Writes code into a new cell, the last one, and returns that."""
    page.locator(".jp-Notebook .jp-Cell").last.click()
    for key in ("Escape", "b", "Enter"):
        page.keyboard.press(key)
    page.keyboard.insert_text(code)
    return page.locator(".jp-Notebook .jp-CodeCell").last


def run(page, code):
    cell = write(page, code)
    page.keyboard.press("Control+Enter")
    return cell.locator(OUTPUT)


def complete(page):
    """JupyterLab gives up on an answer that takes a second, as here it may on a busy machine."""
    found = page.locator(".jp-Completer-item", has_text="process")
    for _ in range(30):
        page.keyboard.press("Tab")
        page.wait_for_timeout(2_000)
        if found.count():
            return
    raise AssertionError("no completion is shown")


def test_it_runs_completes_is_interrupted_and_restarted(page):
    from playwright.sync_api import expect
    shown = run(page, 'Host.run("sh", "-c", "id -u; cat /proc/self/cgroup")')
    expect(shown).to_contain_text("0::/", timeout=PATIENCE)
    write(page, "Procfs.process")
    complete(page)
    page.keyboard.press("Escape")
    endless = run(page, "int kept = 1; while (true);")
    page.get_by_text(f"{NAME} | Busy").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    page.keyboard.press("i")
    expect(endless).to_contain_text("Interrupted", timeout=PATIENCE)
    page.keyboard.press("0")
    page.keyboard.press("0")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(run(page, "kept")).to_contain_text("cannot find symbol", timeout=PATIENCE)
