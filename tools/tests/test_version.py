"""Cellblock's version stands in one place, and everything else takes it from there."""

import re
import subprocess

import pytest

from command_fixtures import CHECKOUT

VERSION = re.search("<revision>(.*)</revision>", (CHECKOUT / "pom.xml").read_text())[1]
# What was, what others' programs have, and texts of the course.
ELSEWHERE = (".md", ".csv", ".ipynb", ".txt", ".json")


@pytest.mark.quick
def test_no_other_source_names_the_version():
    listed = subprocess.run(["git", "-C", CHECKOUT, "ls-files", "-z"], capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("needs a git checkout, to know its files")
    sources = [name for name in listed.stdout.split("\0") if name and not name.endswith(ELSEWHERE)]
    literal = re.compile(rf"(?<![\d.]){re.escape(VERSION)}(?![\d.])".encode())
    named = [name for name in sources
             if (CHECKOUT / name).is_file() and literal.search((CHECKOUT / name).read_bytes())]
    assert named == ["pom.xml"]


def test_the_command_says_the_version_of_the_pom(cellblock):
    assert cellblock("cinf", "--version").stdout == f"cinf of cellblock {VERSION}\n"
