"""How the set-up ends."""

import sys

import pytest

import modules
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


def test_what_goes_into_a_jar_from_elsewhere_makes_it_anew():
    elsewhere = [prepare.HOME / place for each in modules.modules() for place in each.places[1:]]
    assert len(elsewhere) > 1
    for place in elsewhere:
        assert any(source.startswith(f"{place}/") for source in prepare.java_sources()), place
