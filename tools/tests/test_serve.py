"""What `./cellblock up` leaves for other users to read: nothing with a token."""

import os
import stat
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

import checkout
import serve

pytestmark = pytest.mark.quick

ADDRESS = "http://127.0.0.1:8888/lab/tree/a&b?token=secret"


def test_the_browsers_command_line_has_no_token(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "STATE", tmp_path)
    opened = []
    monkeypatch.setattr(serve.webbrowser, "open", lambda address: opened.append(address) or True)
    serve.announce(ADDRESS, "answers", True)
    assert len(opened) == 1 and "secret" not in opened[0]
    page = Path(unquote(urlparse(opened[0]).path))
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "url=http://127.0.0.1:8888/lab/tree/a&amp;b?token=secret" in page.read_text()


def test_a_secret_is_never_open_to_others_while_it_is_written(tmp_path, monkeypatch):
    modes = []
    chmod = Path.chmod
    monkeypatch.setattr(Path, "chmod", lambda self, mode: (
        modes.append(stat.S_IMODE(self.stat().st_mode)), chmod(self, mode)))
    before = os.umask(0)
    try:
        checkout.replace_text(tmp_path / "token", "secret", mode=0o600)
    finally:
        os.umask(before)
    assert modes == [0o600]


def test_a_link_beside_is_not_followed(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("kept")
    (tmp_path / f".token.{os.getpid()}").symlink_to(victim)
    checkout.replace_text(tmp_path / "token", "secret", mode=0o600)
    assert victim.read_text() == "kept"
    assert not (tmp_path / "token").is_symlink()
    assert (tmp_path / "token").read_text() == "secret"
