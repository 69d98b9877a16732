"""How mutation tests are run, and what is made of PIT's answers; PIT itself is not started."""

from pathlib import Path

import pytest

import java_tests
import modules
import mutants
import run_tests
from reports import Counts
from stage import Outcome
from trouble import StepFailed

pytestmark = pytest.mark.quick

ROW = "Owned.java,a.Owned,org.pitest.x.{},{},{},{},{}\n"
ROWS = (ROW.format("MathMutator", "take", 7, "KILLED", "[a.OwnedTests]")
        + ROW.format("VoidMethodCallMutator", "give", 9, "SURVIVED", "none")
        + ROW.format("NullReturnValsMutator", "take", 8, "NO_COVERAGE", "none")
        + ROW.format("MathMutator", "take", 6, "TIMED_OUT", "none"))


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine that is lost with some classes, and leaves the rows above with others."""
    lost, tried = set(), []
    monkeypatch.setattr(java_tests, "REPORTS", tmp_path)
    monkeypatch.setattr(mutants, "command", lambda each, names, every, reports: [*names, reports])
    monkeypatch.setattr(mutants, "classes", lambda each, glob: ["a.Owned", "a.B", "a.C", "a.D"])

    def judged(stage, _):
        *names, reports = stage.argv
        tried.append(names)
        if lost & {*names}:
            return Outcome("mutants", Counts(failed=1), 1, "exit status 125")
        if "a.Owned" in names:
            (Path(reports) / "mutations.csv").write_text(ROWS)
        return Outcome("mutants", Counts(passed=1), 1)

    monkeypatch.setattr(mutants, "judged", judged)
    return lost, tried


def test_who_survived_is_listed_and_the_others_are_counted(machine, capsys):
    outcome = next(mutants.outcomes("a.*"))
    assert (outcome.name, outcome.counts) == ("mutants, linux", Counts(passed=2))
    assert outcome.remark == "2 of 4 survived"
    assert capsys.readouterr().out.splitlines()[2:] == [
        "a.Owned:9 give: VoidMethodCallMutator, survived",
        "a.Owned:8 take: NullReturnValsMutator, no test comes here"]


def test_the_class_that_ends_the_machine_is_found_and_the_others_are_tried(machine, capsys):
    lost, tried = machine
    lost.add("a.C")
    outcome = next(mutants.outcomes("a.*"))
    assert tried == [["a.Owned", "a.B", "a.C", "a.D"], ["a.Owned", "a.B"], ["a.C", "a.D"],
                     ["a.C"], ["a.D"]]
    assert outcome.counts == Counts(passed=2, failed=1)
    assert "a.C: its mutants ended the machine" in capsys.readouterr().out


def test_a_name_that_no_class_has_is_refused(monkeypatch):
    monkeypatch.setattr(mutants, "classes", lambda each, glob: [])
    with pytest.raises(StepFailed, match=r"linux, procfs, containers is named \[Ownd\]"):
        next(mutants.outcomes("Ownd"))


def test_classes_are_those_of_files_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr(mutants, "HOME", tmp_path)
    place = tmp_path / "linux/target/classes/a"
    place.mkdir(parents=True)
    for name in ("Child", "Child$1", "Children", "package-info", "Owned"):
        (place / f"{name}.class").touch()
    linux = modules.Module("linux", "cellblock-linux", frozenset(), frozenset(), ())
    assert mutants.classes(linux, "a.Child*") == ["a.Child", "a.Children"]
    assert mutants.classes(linux) == ["a.Child", "a.Children", "a.Owned"]


def test_they_live_in_the_micro_vm_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("JAVA_HOME", "/java")
    every = modules.modules()
    containers = next(each for each in every if each.name == "cellblock-containers")
    words = list(map(str, mutants.command(containers, ["a.Owned"], every, tmp_path)))
    assert words[:4] == [str(mutants.MICROVM), "--share", str(tmp_path), "--"]
    assert "--targetClasses=a.Owned,a.Owned$*" in words
    assert any(word.startswith("--mutableCodePaths=") and word.endswith("/cellblock-containers.jar")
               for word in words)


@pytest.mark.parametrize("brings, skipped", [("linux.uml", 0), (None, 1)])
def test_the_micro_vm_is_looked_for_when_the_set_up_has_unpacked_it(
        monkeypatch, tmp_path, brings, skipped):
    there = []
    monkeypatch.setattr(run_tests, "set_up", lambda *_: there.append(brings))
    monkeypatch.setattr(run_tests.shutil, "which", lambda name: name if name in there else None)
    monkeypatch.setattr(mutants, "outcomes", lambda glob: [Outcome("mutants", Counts(passed=1), 1)])
    outcomes = list(run_tests.chosen(run_tests.parse(["--mutate"]), tmp_path))
    assert [each.counts for each in outcomes] == [Counts(passed=1 - skipped, skipped=skipped)]
