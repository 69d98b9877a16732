"""The tests that take many minutes; ./cellblock test --vagrant and --fresh ask for them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def long_test(request):
    """Runs a script of this folder, if its option was given; its output is the report's."""

    def run(option, script):
        if not request.config.getoption(option, default=False):
            pytest.skip(f"takes many minutes: ./cellblock test {option}")
        if os.geteuid() != 0:
            pytest.skip("needs root, to make a Debian tree")
        if not shutil.which("debootstrap"):
            pytest.skip("needs debootstrap: sudo apt-get install debootstrap")
        return subprocess.run([HERE / script]).returncode

    return run


@pytest.mark.vagrant
def test_vagrant_up_leads_to_the_first_notebook(long_test):
    assert long_test("--vagrant", "test-vagrant") == 0


@pytest.mark.fresh
def test_a_bare_debian_leads_to_the_first_notebook(long_test):
    assert long_test("--fresh", "test-fresh") == 0
