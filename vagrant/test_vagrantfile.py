"""What can be asked of the Vagrantfile without starting a VM."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(not shutil.which("vagrant"),
                                reason="needs vagrant: sudo apt-get install vagrant")


def validate(home, *options, directory=HERE, provider):
    """Asks Vagrant, with its own files kept away from this user's and from the checkout."""
    settings = {**os.environ, "VAGRANT_HOME": str(home), "VAGRANT_DOTFILE_PATH": str(home / "dot"),
                "VAGRANT_CHECKPOINT_DISABLE": "1", "VAGRANT_DEFAULT_PROVIDER": provider}
    return subprocess.run(["vagrant", "validate", *options], cwd=directory, env=settings,
                          capture_output=True, text=True, timeout=120)


@pytest.fixture
def libvirt():
    listed = subprocess.run(["vagrant", "plugin", "list"], capture_output=True, text=True).stdout
    if "vagrant-libvirt" not in listed:
        pytest.skip("needs vagrant-libvirt: sudo apt-get install vagrant-libvirt")
    return "libvirt"


def test_it_is_valid_for_libvirt(tmp_path, libvirt):
    result = validate(tmp_path, provider=libvirt)
    assert (result.returncode, result.stderr) == (0, "")


def test_it_is_valid_whatever_the_provider(tmp_path):
    result = validate(tmp_path, "--ignore-provider", provider="virtualbox")
    assert (result.returncode, result.stderr) == (0, "")


def test_a_misspelt_setting_would_be_found(tmp_path, libvirt):
    text = (HERE / "Vagrantfile").read_text()
    assert "vm.memory" in text
    (tmp_path / "Vagrantfile").write_text(text.replace("vm.memory", "vm.memmory"))
    (tmp_path / "provision").touch()
    result = validate(tmp_path, directory=tmp_path, provider=libvirt)
    assert result.returncode == 1
    assert "memmory" in result.stderr
