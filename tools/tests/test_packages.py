"""What the packages' installation says when it fails."""

import subprocess

import pytest

from small_checkout import make_checkout, make_program

PACKAGES = "tools/packages"

DPKG = r"""
echo "$@" >> "$ASKED"
echo "dpkg: error processing package python3 (--configure):"
echo " end of file on stdin at conffile prompt"
echo "Errors were encountered while processing:"
echo " python3"
echo "E: Sub-process /usr/bin/dpkg returned an error code (1)"
exit 100"""
UNREACHED = r"""
echo "Err:1 http://mirror.example/debian bookworm InRelease"
echo "  Temporary failure resolving 'mirror.example'"
echo "E: Unable to locate package python3"
exit 100"""


@pytest.mark.parametrize("apt, line", [
    (DPKG, "dpkg: error processing package python3 (--configure): end of file on stdin at conffile"
           " prompt"),
    (UNREACHED, "python3 python3-venv: the network isn't reached: Temporary failure resolving 'mirror.example'"),
])
def test_the_line_of_apt_that_names_the_cause_is_shown(tmp_path, apt, line):
    place = make_checkout(tmp_path / "checkout")
    make_program(tmp_path / "bin", "python3", "exit 1")
    make_program(tmp_path / "bin", "sudo", 'exec "$@"')
    environment = make_program(tmp_path / "bin", "apt-get", apt)
    failed = subprocess.run([place / PACKAGES, "--sudo", "up"], text=True, capture_output=True,
                            env={**environment, "ASKED": str(tmp_path / "asked")}, timeout=60)
    assert failed.returncode == 1
    assert f"\ncellblock: {line}\n" in failed.stderr, failed
    if apt == DPKG:
        asked = (tmp_path / "asked").read_text()
        assert "Dpkg::Options::=--force-confold" in asked
