"""That root is told what a cell is not, once, and only where the machine isn't a virtual one."""

import pytest

import root_notice

pytestmark = pytest.mark.quick

X86 = "processor\t: 0\nflags\t\t: fpu vme{}\n"


@pytest.mark.parametrize(
    ("cpuinfo", "virtual"),
    [
        (X86.format(" hypervisor"), True),
        (X86.format(""), False),
        ("vendor_id\t: User Mode Linux\n", True),
        ("processor\t: 0\nFeatures\t: fp asimd\n", None),
    ],
)
def test_without_systemd_the_processor_tells(tmp_path, cpuinfo, virtual):
    file = tmp_path / "cpuinfo"
    file.write_text(cpuinfo)
    assert root_notice.is_virtual(file, detect="/nonexistent/detect") is virtual


@pytest.mark.parametrize(
    ("root", "virtual", "told"),
    [(True, False, True), (True, None, True), (True, True, False), (False, False, False)],
)
def test_root_is_told_once(tmp_path, monkeypatch, capsys, root, virtual, told):
    monkeypatch.setattr(root_notice, "is_root_of_the_machine", lambda: root)
    monkeypatch.setattr(root_notice, "is_virtual", lambda: virtual)
    root_notice.say_once(tmp_path / "mark")
    assert ("You are root" in capsys.readouterr().out) is told
    root_notice.say_once(tmp_path / "mark")
    assert capsys.readouterr().out == ""
