"""The list of all programs against what notebooks, labs, claims and the doctor start."""

import json
import re

import pytest

import needs
import systems
from command_fixtures import CHECKOUT

pytestmark = pytest.mark.quick

PARTS = {"java", "debian", "up", "course", "systems", "test", "long"}
LITERAL = r'"((?:[^"\\]|\\.)*)"'
STARTS = re.compile(rf"(?:Host|Quietly)\.(?:run|start)\(\s*({LITERAL}(?:,\s*(?:{LITERAL}|\w+))*)")
# Programs that start another, which follows their options.
STARTERS = {"nsenter", "unshare"}
OF_THE_SHELL = {"cd", "command", "echo", "exit"}
# Each is asked for by a probe of the doctor's, which says how to install it.
PROBED = {"runsc"}
JAVA = ["kernel-extensions/claims/src/main", "kernel-extensions/doctor/src/main", "labs"]


def listed():
    return {name for name, _, _ in systems.listed("debian", "up", "course", "systems")}


def started(source):
    """The programs that a piece of Java starts on the host by their names."""
    for call in STARTS.finditer(source):
        program, *words = re.findall(LITERAL, call[1])
        yield program
        if program in STARTERS:
            following = [word for word in words if not word.startswith("-")]
            yield from following[:1]
            words = words[words.index(following[0]):] if following else []
        if "sh" in (program, *words) and "-c" in words:
            yield from of_script(words[words.index("-c") + 1:])


def of_script(lines):
    """The first words of a shell script's commands."""
    commands = re.split(r"[;&|\n]+", "\n".join(lines))
    words = [command.split()[0] for command in commands if command.split()]
    return [word for word in words if re.fullmatch(r"[a-z][\w.-]*", word) and word not in OF_THE_SHELL]


def of_cell(source):
    head, _, script = source.partition("\n")
    if head.split() == ["%%sh"]:
        return of_script([script])
    return started(source)


def of_notebook(path):
    cells = json.loads(path.read_text())["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return {program for source in sources for program in of_cell(source)}


@pytest.mark.parametrize("path", sorted((CHECKOUT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_what_a_notebook_starts_is_listed(path):
    assert of_notebook(path) <= listed()


def test_what_notebooks_start_is_found_in_them():
    found = set().union(*map(of_notebook, (CHECKOUT / "notebooks").glob("*.ipynb")))
    assert {"mount", "grep", "nsenter", "ps", "uptime", "ipcs", "sha256sum", "id"} <= found


def test_what_java_starts_is_listed():
    sources = [path.read_text() for place in JAVA for path in (CHECKOUT / place).rglob("*.java")]
    found = {program for source in sources for program in started(source)}
    assert "sleep" in found
    assert found - PROBED <= listed()


def test_a_line_has_part_program_packages_and_why():
    lines = (CHECKOUT / "tools/programs").read_text().splitlines()
    split = [line.split(maxsplit=3) for line in lines if not line.startswith("#")]
    assert all(len(words) == 4 for words in split)
    assert {words[0] for words in split} == PARTS
    names = [words[1] for words in split]
    assert sorted(names) == sorted(set(names))


def test_each_system_is_a_need():
    assert {needs.need_of(package) for _, package, _ in systems.listed("systems")} <= {*needs.REFUSALS}
