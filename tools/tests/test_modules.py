"""Which modules a change reaches, as the poms have it, and what has changed, as git has it."""

import subprocess

import pytest

import modules

pytestmark = pytest.mark.quick

EVERY = modules.modules()


def reached(*files):
    return [each.name.removeprefix("cellblock-") for each in modules.reached(files, EVERY)]


def test_a_change_reaches_its_module_and_those_that_stand_on_it():
    assert reached("kernel-extensions/bench/src/main/java/A.java") == ["bench"]
    assert set(reached("labs/03_namespaces/tasks.md")) >= {"labs", "jupyter"}
    assert {"linux", "procfs"}.isdisjoint(reached("labs/pom.xml"))
    everything = [each.name.removeprefix("cellblock-") for each in EVERY]
    assert reached("kernel-extensions/linux/src/A.java") == everything
    assert reached("pom.xml") == everything


def test_what_goes_into_a_jar_from_elsewhere_belongs_to_its_module():
    assert "jupyter" in reached("notebooks/claims.csv")
    assert reached("tools/help/lab.txt") == ["jupyter"]
    assert reached("tools/programs") == ["doctor", "jupyter"]


def test_no_module_is_reached_by_what_is_in_none():
    assert reached("README.md", "tools/run.py", "notebooks.txt") == []


def test_a_module_stands_on_all_below_it():
    bench = next(each for each in EVERY if each.name == "cellblock-bench")
    below = [each.name for each in modules.below([bench], EVERY)]
    assert below[0] == "cellblock-linux" and "cellblock-procfs" in below
    assert "cellblock-labs" not in below


@pytest.fixture
def git(tmp_path, monkeypatch):
    """A clone in which a branch has one commit more than the main branch that it came from."""
    def git(*words, at=tmp_path / "clone"):
        done = subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", at, *words],
                              capture_output=True, text=True, check=True)
        return done.stdout.strip()

    origin = tmp_path / "origin"
    origin.mkdir()
    git("init", "-q", "-b", "main", at=origin)
    for name in ("old", "kept"):
        (origin / name).write_text(name)
    git("add", ".", at=origin)
    git("commit", "-qm", "First", at=origin)
    git("clone", "-q", origin, tmp_path / "clone", at=origin)
    monkeypatch.setattr(modules, "HOME", tmp_path / "clone")
    git("checkout", "-qb", "work")
    git("mv", "old", "moved")
    git("commit", "-qm", "Move")
    return git


def test_all_has_changed_that_differs_from_where_the_branch_began(git, tmp_path):
    began = git("rev-parse", "origin/main")
    (tmp_path / "clone" / "kept").write_text("edited")
    (tmp_path / "clone" / "fresh").write_text("untracked")
    base, files = modules.changes()
    assert base == began
    assert sorted(files) == ["fresh", "kept", "moved", "old"]


def test_without_a_main_branch_elsewhere_the_last_commit_is_compared(git, tmp_path):
    git("remote", "remove", "origin")
    (tmp_path / "clone" / "kept").write_text("edited")
    assert modules.changes() == (git("rev-parse", "HEAD"), ["kept"])


def test_what_is_no_checkout_of_git_has_no_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(modules, "HOME", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert modules.changes() is None
