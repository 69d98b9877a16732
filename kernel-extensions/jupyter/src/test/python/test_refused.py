"""A cell that uses what an earlier, failed cell should have made says so in one line."""

import pytest

PROGRAM = "a-program-that-nobody-has"


def count(answer):
    return answer.reply["execution_count"]


def test_what_a_refused_cell_should_have_made_is_told_in_one_line(notebook):
    refused = notebook.run(f'Output calls = Host.run("{PROGRAM}");')
    answer = notebook.run("calls.stdout()")
    line = f"`calls` comes from cell {count(refused)}, which was refused: "
    assert answer.error == line + refused.error.splitlines()[0]
    assert PROGRAM in answer.error
    assert answer.of("error")[0]["ename"] == answer.reply["ename"] == "NotMade"
    assert answer.of("error")[0]["evalue"] == answer.reply["evalue"] == answer.error
    notebook.run('Output calls = Host.run("echo", "now");')
    assert notebook.run("calls.stdout()").result == "now\n"


def test_the_kernels_names_of_classes_are_not_shown(notebook):
    notebook.run("String nothing = null;")
    error = notebook.run("nothing.length()").error
    assert error.startswith("NullPointerException: ") and '"nothing" is null' in error
    assert "REPL" not in error


@pytest.mark.parametrize("stage", ["%%in losing", "%%in nobody"])
def test_a_cell_magic_with_java_loses_what_it_declares(notebook, stage):
    notebook.run('Cell losing = Cell.open("losing");')
    failed = notebook.run(f'{stage}\nint fails = Integer.parseInt("x");\nint inside = 2;')
    answer = notebook.run("inside + 1")
    assert answer.error.startswith(f"`inside` comes from cell {count(failed)}, which ")
    assert len(answer.error.splitlines()) == 1
    notebook.run("losing.close();")


def test_a_failing_magic_loses_what_stands_below_it_only(notebook):
    failed = notebook.run("int above = 1;\n%nomagic\nint below = 2;")
    assert notebook.run("above").result == "1"
    assert notebook.run("below").error.startswith(f"`below` comes from cell {count(failed)}, which ")


def test_a_failing_script_loses_no_java(notebook):
    notebook.run("%%sh\nscripted=1\nexit 3")
    assert "Hint: `scripted` isn't declared yet" in notebook.run("scripted").error


def test_an_interrupted_cell_is_said_to_be(notebook):
    stopped = notebook.interrupt_after('Output slept = Host.run("sleep", "60");', 1.5)
    assert notebook.run("slept.stdout()").error == (
        f"`slept` comes from cell {count(stopped)}, which was interrupted")


def test_a_cell_that_never_ran_is_hinted_at(notebook):
    first = notebook.start('Thread.sleep(500); throw new RuntimeException("on purpose");')
    waiting = notebook.start("int skipped = 1;")
    notebook.collect(first)
    assert notebook.collect(waiting).status == "aborted"
    assert "Hint: `skipped` isn't declared yet" in notebook.run("skipped").error
