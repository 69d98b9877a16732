"""Cells that would end the JVM, mute it or take its streams: the notebook kernel lives on."""

import os
import signal
import time

import pytest
from conftest import Notebook

REFUSED = "is refused: it would end the notebook kernel, and all variables with it"


@pytest.mark.parametrize(
    "code, call",
    [
        ("System.exit(3)", "System.exit(3)"),
        ("System.exit(0);", "System.exit(0)"),
        ("Runtime.getRuntime().exit(1);", "System.exit(1)"),
        ("Runtime.getRuntime().halt(2);", "Runtime.halt(2)"),
        ("try { System.exit(4); } catch (Exception e) { }", "System.exit(4)"),
        ("IntConsumer exit = System::exit;\nexit.accept(5);", "System.exit(5)"),
        ("IntConsumer halt = Runtime.getRuntime()::halt;\nhalt.accept(6);", "Runtime.halt(6)"),
        ("class Ends { static { System.exit(7); } }\nnew Ends()", "System.exit(7)"),
        ("new Object() { public String toString() { System.exit(8); return null; } }",
         "System.exit(8)"),
    ],
)
def test_a_cell_that_would_end_the_jvm_ends_alone(notebook, code, call):
    notebook.run("int kept = 42;")
    answer = notebook.run(code)
    assert answer.status == "error"
    assert answer.error.splitlines()[0] == f"{call} {REFUSED}"
    assert notebook.run("kept").result == "42"


@pytest.mark.parametrize("reflective", [
    'System.class.getMethod("exit", int.class).invoke(null, 9)',
    'java.lang.invoke.MethodHandles.lookup().findStatic(System.class, "exit", '
    'java.lang.invoke.MethodType.methodType(void.class, int.class)).invoke(9)',
])
def test_a_reflective_call_ends_alone_too(notebook, reflective):
    notebook.run("int kept = 42;")
    assert f"System.exit(9) {REFUSED}" in notebook.run(reflective + ";").error
    assert notebook.run("kept").result == "42"


def test_a_thread_of_a_cell_ends_alone(notebook):
    notebook.run("int kept = 42;")
    for start in ('Thread t = new Thread(() -> System.exit(1), "mine");\nt.start();\nt.join();',
                  "Thread t = new Thread(Runtime.getRuntime()::gc, \"mine\") {\n"
                  "  public void run() { Runtime.getRuntime().halt(1); }\n};\nt.start();\nt.join();"):
        answer = notebook.run(start)
        assert answer.status == "ok"
        assert REFUSED in answer.text("stderr") and '"mine" has ended' in answer.text("stderr")
    pool = ("java.util.concurrent.CompletableFuture.runAsync(() -> System.exit(1)).handle("
            "(done, failure) -> failure.getCause().getMessage()).join()")
    assert REFUSED in notebook.run(pool).result
    assert notebook.run("kept").result == "42"


def test_a_cell_on_a_containers_thread_ends_alone(notebook):
    notebook.run('Cell exits = Cell.open("exits");')
    assert notebook.run("%%in exits\nSystem.exit(1)").error.startswith(f"System.exit(1) {REFUSED}")
    assert notebook.run("%%in exits\n1 + 1").result == "2"
    assert notebook.run("exits.close();").status == "ok"


@pytest.fixture
def opened():
    opened = Notebook("cellblock-test")
    yield opened
    if opened.manager.is_alive():
        opened.close()


def test_the_first_cell_of_all_ends_alone_too(opened):
    assert opened.run("1 + 1").result == "2"
    assert opened.run("System.exit(3)").error.startswith(f"System.exit(3) {REFUSED}")
    assert opened.run("1 + 1").result == "2"


def ended(opened, seconds=60):
    end = time.monotonic() + seconds
    while opened.manager.is_alive() and time.monotonic() < end:
        time.sleep(0.1)
    return not opened.manager.is_alive()


@pytest.mark.parametrize("how", ["request", "SIGTERM"])
@pytest.mark.parametrize("last", [
    "1",
    "new Thread(() -> { while (true) Thread.onSpinWait(); }).start();",
    "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) Thread.onSpinWait(); }));",
    "Runtime.getRuntime().addShutdownHook(new Thread(() -> System.exit(1)));",
])
def test_the_kernel_ends_when_it_shall_whatever_a_cell_has_left(opened, how, last):
    assert opened.run(last).status == "ok"
    if how == "request":
        opened.client.shutdown()
    else:
        os.kill(opened.manager.provisioner.pid, signal.SIGTERM)
    assert ended(opened)
