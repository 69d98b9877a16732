"""A lab in a notebook, through the wire, as root and rootless."""

import os
import pathlib
import time

import pytest
from conftest import ROOT, Notebook

LAB = ROOT / "labs" / "03_namespaces"
HELPLESS = 'long impostor() { while (true) {} }\nCell ownName() { while (true) {} }'


@pytest.fixture(params=["cellblock-test", "cellblock-rootless-test"])
def at_lab(request):
    opened = Notebook(request.param)
    opened.chosen = opened.run("%lab 03")
    yield opened
    opened.close()


def sleepers(notebook):
    """The pids of the processes `sleep 3003` below the notebook kernel."""
    parents, found = {}, []
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            pid = int(stat.parent.name)
            parents[pid] = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            if stat.with_name("cmdline").read_text() == "sleep\x003003\x00":
                found.append(pid)
        except OSError:
            continue  # it has ended
    own = notebook.manager.provisioner.process.pid
    return [pid for pid in found if own in ancestors(pid, parents)]


def ancestors(pid, parents):
    while pid in parents:
        pid = parents[pid]
        yield pid


def ended(pids, seconds=60):
    """Whether all of them end within that time."""
    until = time.monotonic() + seconds
    while any(os.path.exists(f"/proc/{pid}") for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def test_a_lab_from_its_choice_to_its_solution(at_lab):
    assert at_lab.chosen.result.startswith("# Lab 03: Namespaces")
    payload = at_lab.chosen.reply["payload"][0]
    assert payload["source"] == "set_next_input"
    assert payload["text"] == (LAB / "starter.jsh").read_text()

    assert at_lab.run(payload["text"]).status == "ok"
    checked = at_lab.run("%check")
    assert checked.result.startswith("lab 03 Namespaces: 0 of 4 tasks done\n")
    assert checked.result.count("not yet") == 4
    assert checked.html.count("not yet") == 4
    assert "hint 1 of 3" in at_lab.run("%hint").result
    assert "hint 2 of 3" in at_lab.run("%hint").result
    assert "shown when all tasks are solved" in at_lab.run("%solution").error

    at_lab.run((LAB / "solution.jsh").read_text())
    checked = at_lab.run("%check")
    assert checked.result.startswith("lab 03 Namespaces: 4 of 4 tasks done\n"), checked.result
    assert "setns(2) moves this thread into it" in at_lab.run("%solution").result
    assert at_lab.run("%progress").result.count("ok") == 4
    assert not sleepers(at_lab)
    assert at_lab.run("Cells.all().size()").result == "0"


def test_the_answers_can_be_tried_before_they_are_checked(at_lab):
    at_lab.run((LAB / "solution.jsh").read_text())
    found = int(at_lab.run("impostor()").result)
    status = pathlib.Path(f"/proc/{found}/status").read_text()
    assert [line for line in status.splitlines() if line.startswith("NSpid:")][0].endswith("\t1")


def test_a_check_of_code_that_hangs_can_be_interrupted(at_lab):
    at_lab.run(HELPLESS)
    answer = at_lab.interrupt_after("%check", seconds=2)
    assert answer.status == "error"
    assert "Interrupted" in answer.error
    assert at_lab.run("1 + 1").result == "2"
    at_lab.run("%lab 03")
    at_lab.run((LAB / "solution.jsh").read_text())
    assert "4 of 4" in at_lab.run("%check").result


@pytest.mark.parametrize("magic", ["%check", "%hint", "%solution", "%reset"])
def test_without_a_lab_one_line_names_the_labs(notebook, magic):
    assert notebook.run(magic).error == "no lab is chosen: %lab NN, with one of: 03 Namespaces"


@pytest.mark.parametrize("number", ["99", "x"])
def test_an_unknown_lab_is_answered_with_the_labs_there_are(notebook, number):
    assert notebook.run(f"%lab {number}").error == f"lab [{number}]: expected one of: 03 Namespaces"


def test_a_shutdown_takes_the_labs_processes_along(at_lab):
    pids = sleepers(at_lab)
    assert len(pids) == 3
    at_lab.client.shutdown()
    assert ended(pids)


def test_a_killed_notebook_kernel_takes_the_labs_processes_along(at_lab):
    pids = sleepers(at_lab)
    assert len(pids) == 3
    at_lab.manager.provisioner.process.kill()
    assert ended(pids)
