"""The lists of Python packages: what is installed has a hash, and is what was asked for."""

import re

import pytest
from command_fixtures import CHECKOUT

pytestmark = pytest.mark.quick

PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.M)
HASHES = re.compile(r"^[\w.-]+==.*\\\n(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.M)


@pytest.mark.parametrize("name", ["requirements", "requirements-test"])
def test_each_package_that_is_asked_for_has_hashes(name):
    asked, listed = ((CHECKOUT / f"{name}.{end}").read_text() for end in ("in", "txt"))
    assert pins(listed) == pins(asked), "make the hashes again: CONTRIBUTING.md"
    assert len(HASHES.findall(listed)) == len(pins(asked))


def pins(text):
    return {(re.sub(r"[-_.]+", "-", name).lower(), version) for name, version in PIN.findall(text)}
