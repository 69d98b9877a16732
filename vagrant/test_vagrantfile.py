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
    shutil.copy(HERE / "course.rb", tmp_path)
    (tmp_path / "provision").touch()
    result = validate(tmp_path, directory=tmp_path, provider=libvirt)
    assert result.returncode == 1
    assert "memmory" in result.stderr


RUBY = """
require ARGV[0]
Machine = Struct.new(:provider_name, :provider, :config) do
  def communicate = self
  def sudo(_) = yield(:stdout, "secret\\n")
  def vm = self
  def networks = [[:forwarded_port, { guest: 22, host: 2222 }], [:forwarded_port, { guest: 8889, host: 8890 }]]
end
Provider = Struct.new(:ports) do
  def capability?(_) = !ports.nil?
  def capability(_) = ports
end
machine = Machine.new(:any, Provider.new(eval(ARGV[1])))
machine.config = machine
machine.provider_name = ARGV[2].to_sym
puts Course.address(machine)
"""


@pytest.mark.parametrize("ports, provider, line", [
    ("{ 2222 => 22, 8891 => 8889 }", "virtualbox", "The course: http://127.0.0.1:8891/lab/tree"),
    ("nil", "libvirt", "The course: http://127.0.0.1:8890/lab/tree"),
    ("nil", "hyperv", "This provider forwards no port."),
])
def test_the_address_has_the_port_that_was_given(ports, provider, line):
    told = subprocess.run(["ruby", "-e", RUBY, HERE / "course.rb", ports, provider],
                          capture_output=True, text=True)
    assert told.stdout.startswith(line), told
    assert told.stdout.endswith("?token=secret\n")


def test_the_archive_has_this_checkout_and_nothing_that_was_made_here(tmp_path):
    place = tmp_path / "checkout"
    for name in ("vagrant/course.rb", "tools/a", ".cellblock/b", "tools/target/c"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).touch()
    shutil.copy(HERE / "course.rb", place / "vagrant")
    subprocess.run(["ruby", "-e", "require ARGV[0]; Course.pack", place / "vagrant/course.rb"],
                   check=True)
    listed = subprocess.run(["tar", "-tf", place / "vagrant/.vagrant/cellblock.tar"],
                            capture_output=True, text=True, check=True).stdout.split()
    assert {name for name in listed if not name.endswith("/")} == {"./vagrant/course.rb", "./tools/a"}
