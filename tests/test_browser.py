"""What a learner sees: JupyterLab in a real browser runs lesson 00 and validates an exercise."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium here; install it (Debian: apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab on a copy of the course's notebooks; its address."""
    folder = tmp_path_factory.mktemp("lab")
    for part in ("lessons", "exercises"):
        shutil.copytree(ROOT / part, folder / part)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("jupyter")), "lab", "--no-browser", f"--port={port}", "--allow-root"]
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(folder / "config"), "COURSE_DATA": str(ROOT / "data")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "--IdentityProvider.token="], cwd=folder, env=environment, stdout=log, stderr=log
        )
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=1)
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail((folder / "log").read_text())
        yield address
        server.terminate()
        server.wait(30)


@pytest.fixture
def page() -> Iterator[Page]:
    """A fresh browser window."""
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=BROWSER, args=options)
        yield browser.new_page(viewport={"width": 1400, "height": 1000})
        browser.close()


def open_notebook(page: Page, lab: str, path: str) -> None:
    page.goto(f"{lab}/lab/tree/{path}?reset")
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell", timeout=90_000)
    page.wait_for_function("document.querySelector('#jp-main-statusbar')?.innerText.includes('Idle')", timeout=90_000)


def test_lesson_00_opens_without_a_pop_up_and_runs(lab: str, page: Page) -> None:
    open_notebook(page, lab, "lessons/00_start_here.ipynb")
    assert page.locator(".jp-Dialog").count() == 0
    assert page.get_by_text("Would you like to").count() == 0
    page.click('.lm-MenuBar-item:has-text("Run")')
    page.click('.lm-Menu-itemLabel:text-is("Run All Cells")')
    page.wait_for_timeout(2_000)
    page.wait_for_function("document.querySelector('#jp-main-statusbar')?.innerText.includes('Idle')", timeout=240_000)
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.error']").count() == 0


def test_validate_tells_a_learner_what_is_missing(lab: str, page: Page) -> None:
    open_notebook(page, lab, "exercises/01_vectors/01_vectors.ipynb")
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate", exact=True).click()
    dialog = page.wait_for_selector(".jp-Dialog", timeout=120_000)
    assert dialog is not None
    page.wait_for_function("/failed/i.test(document.querySelector('.jp-Dialog')?.innerText)", timeout=120_000)
