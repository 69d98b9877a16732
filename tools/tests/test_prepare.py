"""How the set-up ends."""

import json
import sys

import pytest

import modules
import prepare
import steps

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
    sources = prepare.java_sources()
    for place in map(str, elsewhere):
        assert any(source == place or source.startswith(f"{place}/") for source in sources), place


@pytest.fixture
def own_linux(monkeypatch, tmp_path):
    """Runs that step with a micro VM that is a shell script, and returns its remark and the spec."""
    for module, name in [(prepare, "STATE"), (steps, "STATE"), (steps, "LOGS"), (steps, "HOME")]:
        monkeypatch.setattr(module, name, tmp_path)
    monkeypatch.setattr(prepare, "MICROVM", tmp_path / "microvm")
    monkeypatch.setattr(prepare, "OWN_KERNELSPEC", tmp_path / "kernels" / "own")
    (tmp_path / "microvm").mkdir()

    def run(script):
        microvm = tmp_path / "microvm" / "microvm"
        microvm.write_text(f"#!/bin/sh\n{script}\n")
        microvm.chmod(0o755)
        with steps.Steps() as each:
            remark = prepare.own_kernelspec(each)
        spec = tmp_path / "kernels" / "own" / "kernel.json"
        return remark, json.loads(spec.read_text()) if spec.exists() else None

    return run


def test_own_linux_is_offered_where_the_micro_vm_starts(own_linux):
    remark, spec = own_linux("exit 0")
    assert (remark, spec["display_name"]) == (None, "Cellblock (own Linux)")
    assert spec["interrupt_mode"] == "message"
    assert own_linux("exit 0") == ("as before", spec)


def test_own_linux_is_not_offered_where_it_does_not_and_the_line_says_why(own_linux):
    own_linux("exit 0")
    remark, spec = own_linux("echo 'microvm: it panicked' >&2; exit 125")
    assert (remark, spec) == ("not offered: it panicked", None)
