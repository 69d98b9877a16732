"""How the set-up ends."""

import sys

import pytest

import prepare

pytestmark = pytest.mark.quick


def test_ctrl_c_ends_the_set_up_without_a_stack(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(prepare, "prepare", interrupted)
    monkeypatch.setattr(sys, "argv", ["prepare.py"])
    with pytest.raises(SystemExit) as ended:
        prepare.main()
    assert ended.value.code == 130
