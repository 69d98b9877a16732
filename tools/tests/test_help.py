"""Each command's text in tools/help against the words that the command takes.

Java's commands are held against theirs by HelpTextsTests.
"""

import argparse
import re
import sys

import pytest

import run
import run_tests
import serve
from command_fixtures import CHECKOUT

pytestmark = pytest.mark.quick

# Those of `./cellblock` itself.
ITS_OWN = {"up": {"--minimal", "--sudo"}, "run": set(), "test": {"--sudo"}}


class Seen(Exception):
    """Holds the parser that was about to look at words."""


def taken(command, monkeypatch):
    """The options that a command's parser knows."""
    def see(parser, *_):
        raise Seen(parser)

    parse = {"up": serve.main, "run": run.parse, "test": lambda: run_tests.parse([])}[command]
    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", see)
    monkeypatch.setattr(sys, "argv", [command])
    with pytest.raises(Seen) as seen:
        parse()
    known = {option for action in seen.value.args[0]._actions for option in action.option_strings}
    return known - {"-h", "--help"}


@pytest.mark.parametrize("command", ITS_OWN)
def test_a_text_has_each_option_that_its_command_takes_and_no_other(command, monkeypatch):
    text = (CHECKOUT / f"tools/help/{command}.txt").read_text()
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))
    assert named == taken(command, monkeypatch) | ITS_OWN[command]


def test_the_texts_are_those_of_the_commands():
    listed = re.findall(r"^  (\w+) ", (CHECKOUT / "tools/help/help.txt").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(path.stem for path in (CHECKOUT / "tools/help").iterdir())
    for path in (CHECKOUT / "tools/help").iterdir():
        assert max(map(len, path.read_text().splitlines())) <= 100, path
