"""Programs are unpacked in the checkout: nothing is installed, and no script of a package runs."""

import os
import shutil
import subprocess

import pytest

from small_checkout import make_checkout, make_program

BRING = """
import sys
sys.path.insert(0, "tools")
import systems, steps, trouble
with trouble.told(), steps.Steps() as set_up:
    set_up.step("programs", systems.systems)
"""
LIST = "course sh dash the shell\nsystems toy absent-toys|toybox 07 Toys\n"
APT = """
echo "$*" >> $PLACE/asked
case "$*" in
  *--simulate*) echo "Inst libtoy (1 Debian:13 [all])"; echo "Inst toy-daemon (1 Debian:13 [all])" ;;
  *--print-uris*) echo "'http://mirror/toybox.deb' toybox.deb 3145728 SHA256:00" ;;
  *download*) cp $PLACE/debs/*.deb . ;;
esac"""

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb")


@pytest.fixture
def checkout(tmp_path):
    place = make_checkout(tmp_path / "checkout")
    (place / "tools/programs").write_text(LIST)
    make_package(tmp_path, "toybox", "usr/sbin/toy", "echo toy $1",
                 f"#!/bin/sh\ntouch {tmp_path}/daemon\n")
    make_package(tmp_path, "libtoy", "usr/libexec/toy-root", "id -u", mode=0o4755)
    make_package(tmp_path, "patchelf", "bin/patchelf", f'echo "$@" >> {tmp_path}/linked')
    make_program(tmp_path / "bin", "apt-cache", 'test "$2" != absent-toys')
    environment = make_program(tmp_path / "bin", "apt-get", APT)
    return place, {**environment, "PLACE": str(tmp_path)}


def make_package(tmp_path, name, program, script, postinst="", mode=0o755):
    content = tmp_path / name
    (content / "DEBIAN").mkdir(parents=True)
    (content / "DEBIAN/control").write_text(
        f"Package: {name}\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: a\n")
    if postinst:
        (content / "DEBIAN/postinst").write_text(postinst)
        (content / "DEBIAN/postinst").chmod(0o755)
    (content / program).parent.mkdir(parents=True)
    make_program((content / program).parent, (content / program).name, script)
    (content / program).chmod(mode)
    (tmp_path / "debs").mkdir(exist_ok=True)
    subprocess.run(["dpkg-deb", "--root-owner-group", "-b", content, tmp_path / "debs"], check=True,
                   capture_output=True)


def bring(place, environment):
    return subprocess.run(["python3", "-c", BRING], cwd=place, env=environment, text=True,
                          capture_output=True, timeout=60)


def test_what_is_lacking_is_unpacked_with_its_libraries_and_runs(checkout, tmp_path):
    place, environment = checkout
    done = bring(place, environment)
    assert "  ..  fetching toybox: 3.0 MiB\n" in done.stdout, done
    assert "  3.0 MiB fetched, 0." in done.stdout
    toy = place / ".cellblock/systems/bin/toy"
    assert subprocess.run([toy, "runs"], text=True, capture_output=True).stdout == "toy runs\n"
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[-1].endswith("download toybox patchelf libtoy")
    assert not (tmp_path / "daemon").exists()


def test_no_unpacked_program_makes_its_caller_root(checkout):
    place, environment = checkout
    bring(place, environment)
    mode = (place / ".cellblock/systems/usr/libexec/toy-root").stat().st_mode
    assert mode & 0o7777 == 0o755


def test_what_is_there_is_not_asked_for_again(checkout, tmp_path):
    place, environment = checkout
    bring(place, environment)
    (tmp_path / "asked").unlink()
    assert "as before" in bring(place, environment).stdout
    assert not (tmp_path / "asked").exists()


def test_what_the_machine_has_itself_is_taken(checkout, tmp_path):
    place, environment = checkout
    make_program(tmp_path / "bin", "toy", "exit 0")
    assert "as before" in bring(place, environment).stdout
    assert not (tmp_path / "asked").exists()


def test_in_a_checkout_that_was_moved_programs_are_linked_again(checkout, tmp_path):
    place, environment = checkout
    bring(place, environment)
    noted = place / ".cellblock/systems/place"
    noted.write_text("/elsewhere/.cellblock/systems\nusr/sbin/toy")
    assert "as before" in bring(place, environment).stdout
    systems = place / ".cellblock/systems"
    assert (tmp_path / "linked").read_text().endswith(f" {systems}/usr/sbin/toy\n")
    assert noted.read_text() == f"{systems}\nusr/sbin/toy"


def test_what_can_not_be_fetched_leaves_a_way_on(checkout, tmp_path):
    place, environment = checkout
    shutil.rmtree(tmp_path / "debs")
    failed = bring(place, environment)
    assert failed.returncode == 1
    assert failed.stderr.rstrip().endswith("or go on without these systems: ./cellblock up --minimal")
    assert not any(name.startswith("systems") for name in os.listdir(place / ".cellblock"))


@pytest.mark.parametrize("words, expected", [
    (["--no-open"], "--systems"),
    (["--minimal", "--no-open"], ""),
])
def test_minimal_leaves_the_systems_out(tmp_path, words, expected):
    place = make_checkout(tmp_path / "checkout")
    (place / "tools/prepare.py").write_text("import sys; sys.exit(' '.join(['asked', *sys.argv[1:]]))\n")
    refused = subprocess.run([place / "cellblock", "up", *words], text=True, capture_output=True)
    assert refused.stderr.splitlines()[-1] == f"asked {expected}".strip()
