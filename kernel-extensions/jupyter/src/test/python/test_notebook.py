"""What bites learners elsewhere, through the wire."""

import os
import time
from datetime import datetime, timedelta, timezone

import pytest
from conftest import Notebook


def test_redeclaring_a_method_keeps_values(notebook):
    notebook.run("int half(int n) { return n / 2; }\nint kept = half(84);")
    notebook.run("kept = 43;")
    notebook.run("int half(int n) { return n / 2 + 0; }")
    assert notebook.run("kept").result == "43"


def test_redeclaring_a_method_keeps_objects_of_classes_that_use_it(notebook):
    notebook.run("int unit() { return 1; }")
    notebook.run("record Box2(int n) { int twice() { return n * 2 * unit(); } }")
    notebook.run("var box = new Box2(4);")
    notebook.run("int unit() { return 10; }")
    assert notebook.run("box.twice()").result == "80"


def test_a_later_import_keeps_values(notebook):
    notebook.run("var numbers = new ArrayList<>(List.of(1, 2)); numbers.add(3);")
    notebook.run("import java.util.concurrent.atomic.*;")
    assert notebook.run("numbers").result == "[1, 2, 3]"


def test_a_declaration_without_a_value_starts_anew(notebook):
    notebook.run("int again = 5;")
    notebook.run("int again;")
    assert notebook.run("again").result == "0"


def test_a_variable_whose_type_changed_says_that_it_lost_its_value(notebook):
    notebook.run("class Coin { int value = 1; }\nCoin coin = new Coin();")
    answer = notebook.run("class Coin { int value = 1; int side; }")
    assert "coin lost its value" in answer.text("stderr")


def test_a_failing_assert_fails(notebook):
    answer = notebook.run('assert 1 > 2 : "one is not more than two";')
    assert answer.status == "error"
    assert "AssertionError: one is not more than two" in answer.error


@pytest.mark.parametrize(
    "code",
    [
        "Thread.sleep(60_000)",
        "while (true) {}",
        "while (true) try { Thread.sleep(50); } catch (Throwable t) {}",
        "while (true) try { while (true) {} } catch (Throwable t) {}",
        "var lock = new Object(); synchronized (lock) { lock.wait(); }",
        "Stream.iterate(0, n -> n + 1).forEach(n -> {})",
        "int forever(int n) { return n < 0 ? n : forever(n) + forever(n); }\n"
        "try { forever(1); } catch (StackOverflowError e) { while (true) {} }",
        "class Deaf { public String toString() { while (true) {} } }\nnew Deaf()",
        'Host.run("sleep", "60")',
        "%%sh\nsleep 60",
    ],
)
def test_a_hanging_cell_can_be_interrupted(notebook, code):
    answer = notebook.interrupt_after(code)
    assert answer.status == "error"
    assert answer.error == "Interrupted"
    assert notebook.run("1 + 1").result == "2"


def test_a_cell_that_never_listens_is_abandoned(notebook):
    deaf = "var l = new java.util.concurrent.locks.ReentrantLock();\nvar t = new Thread(l::lock);\n"
    answer = notebook.interrupt_after(deaf + "t.start(); t.join(); l.lock();", 1)
    assert answer.status == "error"
    assert "does not stop" in answer.error
    assert notebook.run("2 + 2").result == "4"


def test_run_all_stops_at_an_error(notebook):
    first = notebook.start("Thread.sleep(500);\nundefined()")  # until the second has arrived
    second = notebook.start("int mustNotExist = 1;")
    assert notebook.collect(first).status == "error"
    assert notebook.collect(second).status == "aborted"
    assert notebook.run("mustNotExist").status == "error"


def ask(notebook, code, answers):
    message_id = notebook.start(code, allow_stdin=True)
    for answer in answers:
        question = notebook.client.get_stdin_msg(timeout=60)
        assert question["msg_type"] == "input_request"
        notebook.client.input(answer)
    return notebook.collect(message_id)


def test_a_scanner_reads_what_is_typed(notebook):
    code = "var in = new Scanner(System.in);\nin.nextLine() + in.nextInt()"
    assert ask(notebook, code, ["line é", "7"]).result == "line é7"


def test_an_empty_input_does_not_wedge_the_kernel(notebook):
    code = 'var empty = new Scanner(System.in).nextLine();\n"[" + empty + "]"'
    assert ask(notebook, code, [""]).result == "[]"


def test_end_of_input_is_the_end(notebook):
    assert ask(notebook, "System.in.read()", ["\x04"]).result == "-1"


def test_a_front_end_that_cannot_ask_reads_as_end_of_input(notebook):
    assert notebook.run("System.in.read()", allow_stdin=False).result == "-1"


def test_waiting_for_input_can_be_interrupted(notebook):
    message_id = notebook.start("System.in.read()", allow_stdin=True)
    notebook.client.get_stdin_msg(timeout=60)
    notebook.manager.interrupt_kernel()
    assert notebook.collect(message_id).error == "Interrupted"
    assert ask(notebook, "new Scanner(System.in).nextLine()", ["after"]).result == "after"


def test_a_compile_error_points_at_its_place(notebook):
    answer = notebook.run('int a = 1;\nint b = a +\n    foo(2);\n')
    assert answer.error.splitlines()[:3] == [
        "Line 3: cannot find symbol",
        "        foo(2);",
        "        ^^^",
    ]


def test_a_syntax_error_runs_nothing(notebook):
    answer = notebook.run("int neverMade = 1;\nint x = ;")
    assert answer.error.startswith("Line 2: ")
    assert "illegal start of expression" in answer.error
    assert notebook.run("neverMade").status == "error"


def test_a_runtime_error_names_the_cells_own_lines(notebook):
    declared = notebook.run("int divide(int by) {\n  return 1 / by;\n}")
    first = declared.reply["execution_count"]
    answer = notebook.run("int unused = 0;\n\ndivide(unused)")
    assert answer.error.splitlines() == [
        "ArithmeticException: / by zero",
        f"    at divide, cell [{first}], line 2",
        "       return 1 / by;",
        f"    at cell [{first + 1}], line 3",
    ]


def test_a_cause_is_shown(notebook):
    code = 'throw new IllegalStateException("outer", new IOException("inner"))'
    lines = notebook.run(code).error.splitlines()
    assert lines[0] == "IllegalStateException: outer"
    assert "Caused by: IOException: inner" in lines


def test_an_undeclared_helper_is_named(notebook):
    answer = notebook.run("int needs() { return missing(); }")
    assert answer.status == "ok"
    assert "missing()" in answer.text("stderr")
    assert "missing()" in notebook.run("needs()").error


def test_text_comes_in_order_and_at_once(notebook, tmp_path):
    """Each line is written only when the one before has been seen."""
    message_id = notebook.start(
        f'Path seen = Path.of("{tmp_path}");\n'
        'for (int i = 0; i < 3; i++) {\n'
        '  System.out.println("line " + i);\n'
        '  while (!Files.exists(seen.resolve("line " + i))) { Thread.sleep(10); }\n'
        '}')

    def see(kind, content):
        if kind == "stream":
            (tmp_path / content["text"].rstrip("\n")).touch()

    answer = notebook.collect(message_id, on_message=see)
    assert [each["text"] for each in answer.of("stream")] == ["line 0\n", "line 1\n", "line 2\n"]


def test_much_text_arrives_whole_and_in_few_messages(notebook):
    answer = notebook.run('for (int i = 0; i < 100_000; i++) System.out.println("é" + i);')
    assert answer.text() == "".join(f"é{i}\n" for i in range(100_000))
    assert len(answer.of("stream")) < 10_000


def test_a_program_that_writes_without_end_is_shown_by_its_last_words(notebook):
    script = "head -c 40000000 /dev/zero | tr '\\\\0' x; sleep 1; echo the end"
    answer = notebook.run(f'Host.run("sh", "-c", "{script}").stdout().length()')
    shown = [*answer.of("display_data"), *answer.of("update_display_data")]
    assert int(answer.result) > 4_000_000
    assert shown and max(len(each["data"]["text/plain"]) for each in shown) <= 16 * 1024
    assert shown[-1]["data"]["text/plain"].endswith("the end\n")


def test_a_shown_programs_display_goes_when_its_output_is_the_value(notebook):
    answer = notebook.run('Host.run("sh", "-c", "echo begun; sleep 1; echo the end")')
    assert answer.of("display_data")[0]["data"]["text/plain"] == "begun\n"
    assert answer.of("update_display_data")[-1]["data"]["text/plain"] == ""
    assert answer.result == "begun\nthe end"


def test_a_value_whose_text_fails_names_the_cells_own_line(notebook):
    answer = notebook.run('new Object() { public String toString() { return "a".repeat(-1); } }')
    assert answer.status == "error"
    assert "IllegalArgumentException: count is negative: -1" in answer.error
    assert "toString, cell" in answer.error


def test_a_value_whose_text_never_ends_can_be_interrupted(notebook):
    code = "new Object() { public String toString() { while (true) { Thread.onSpinWait(); } } }"
    assert "Interrupted" in notebook.interrupt_after(code).error
    assert notebook.run("1 + 1").result == "2"


def test_a_display_is_updated_in_place(notebook):
    answer = notebook.run('var id = display("one");\nupdate(id, "two");')
    first = answer.of("display_data")[0]
    second = answer.of("update_display_data")[0]
    assert second["data"]["text/plain"] == "two"
    assert first["transient"] == second["transient"]


def test_a_value_that_json_lacks_is_named_and_the_kernel_lives_on(notebook):
    data = "org.dflib.jjava.jupyter.kernel.display.DisplayData"
    for value in ("Double.NaN", "holdsItself"):
        answer = notebook.run(
            "var holdsItself = new ArrayList<Object>();\nholdsItself.add(holdsItself);\n"
            f'var odd = new {data}("odd");\nodd.putData("application/json", {value});\nodd'
        )
        assert answer.status == "ok"
        assert "note: this can't be shown: " in answer.text("stderr")
        assert notebook.run("1 + 1").result == "2"


def test_a_next_cell_is_offered(notebook):
    payload = notebook.run('nextInput("1 + 1")').reply["payload"]
    assert payload[0]["source"] == "set_next_input"
    assert payload[0]["text"] == "1 + 1"


def test_silence_is_kept(notebook):
    before = notebook.run("1").reply["execution_count"]
    answer = notebook.run("2", silent=True)
    assert answer.of("execute_input") == [] and answer.of("execute_result") == []
    assert notebook.run("3").reply["execution_count"] == before + 1


def test_user_expressions_are_evaluated(notebook):
    reply = notebook.run("int forty = 40;", user_expressions={"a": "forty + 2", "b": "nope"}).reply
    assert reply["user_expressions"]["a"]["data"]["text/plain"] == "42"
    assert reply["user_expressions"]["b"]["status"] == "error"


def test_magics_mix_with_java(notebook):
    answer = notebook.run('%%sh\necho "from sh"; echo oops >&2')
    assert answer.text() == "from sh\n"
    assert answer.text("stderr") == "oops\n"


def test_a_magics_value_is_shown_before_the_java_below(notebook):
    answer = notebook.run("%claim C126\n1 + 1")
    assert len(answer.of("display_data")) == 1
    assert "C126" in answer.of("display_data")[0]["data"]["text/plain"]
    assert answer.result == "2"


def test_a_failing_script_is_an_error(notebook):
    answer = notebook.run("%%sh\nexit 3")
    assert answer.error == "the script ended with exit status 3"


def test_an_unknown_magic_lists_the_known(notebook):
    error = notebook.run("int m = 1;\n%nothing").error
    assert error.startswith("no magic %nothing; known: ")
    assert "%%in" in error and "%%sh" in error


def test_a_remainder_at_a_lines_start_is_no_magic(notebook):
    assert notebook.run("int r = 17 +\n%6;").status == "error"
    assert notebook.run("int seven = 7;\n(17\n%seven)").result == "3"
    assert notebook.run('var text = """\n    %d items\n    """;\ntext.strip()').result == "%d items"


def test_a_magics_bad_argument_is_one_line(notebook):
    assert notebook.run("%%in nobody\n1").error.startswith("cell [nobody] is not open")
    assert notebook.run("%%in\n1").error == "%%in []: expected one name of an open cell"


def test_inspection_shows_our_javadoc(notebook):
    message_id = notebook.client.inspect("Cell.open", 9)
    reply = notebook.client.get_shell_msg(timeout=60)
    while reply["parent_header"]["msg_id"] != message_id:
        reply = notebook.client.get_shell_msg(timeout=60)
    data = reply["content"]["data"]
    assert "Cell Cell.open(String name)" in data["text/plain"]
    assert "Opens a cell that still shares everything with the host." in data["text/plain"]
    assert "<p>" in data["text/html"]


def test_completion_replaces_the_right_part(notebook):
    code = 'var é = "😀";\né.isBl'
    message_id = notebook.client.complete(code, len(code))
    reply = notebook.client.get_shell_msg(timeout=60)
    while reply["parent_header"]["msg_id"] != message_id:
        reply = notebook.client.get_shell_msg(timeout=60)
    content = reply["content"]
    assert (content["cursor_start"], content["cursor_end"]) == (len(code) - 4, len(code))


def test_stderr_of_the_process_stays_empty(tmp_path, jupyter_path):
    from jupyter_client.manager import start_new_kernel

    with open(tmp_path / "stderr", "w") as stderr, open(tmp_path / "stdout", "w") as stdout:
        manager, client = start_new_kernel(
            kernel_name="cellblock-test", stderr=stderr, stdout=stdout
        )
        client.execute_interactive("Procfs.processes()", timeout=60, output_hook=lambda m: None)
        client.stop_channels()
        manager.shutdown_kernel()
    assert (tmp_path / "stderr").read_text() == ""
    assert (tmp_path / "stdout").read_text() == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to make a cell in root mode")
def test_java_runs_inside_a_cell(notebook):
    opened = notebook.run(
        'Cell web = Cell.open("web");\nweb.unshare(MOUNT, UTS, PID);\n'
        'web.pivotRoot(RootFs.busybox());\nweb.sethostname("inside");'
    )
    assert opened.status == "ok"
    answer = notebook.run('%%in web\nint inside = 5;\nLinux.gethostname() + Files.exists(Path.of("/work"))')
    assert answer.result == "insidefalse"
    assert notebook.run("inside").result == "5"
    assert "Thread.start() inside a cell" in notebook.run("%%in web\nnew Thread(() -> {}).start()").error
    assert "parallelStream" in notebook.run("%%in web\nList.of(1).parallelStream().toList()").error
    assert notebook.run("%%sh web\nhostname").text() == "inside\n"
    stopped = notebook.interrupt_after("%%in web\nwhile (true) {}")
    assert stopped.error == "Interrupted"
    stopped = notebook.interrupt_after("web.call(() -> { while (true) {} })")
    assert stopped.error == "Interrupted"
    assert notebook.run("%%in web\nLinux.gethostname()").result == "inside"
    assert notebook.run("web.close()").status == "ok"


def test_a_table_is_neat_html_and_text(notebook):
    answer = notebook.run('Table.create("t", IntColumn.create("n", 5), StringColumn.create("s", 5))')
    assert '<th scope="col"' in answer.html
    assert "<caption" in answer.html
    assert "<script" not in answer.html
    assert answer.result.startswith("t · 5 rows\n")


def test_a_hostile_string_stays_text(notebook):
    answer = notebook.run('Host.run("echo", "<script>alert(1)</script>")')
    assert "<script>" not in answer.html
    assert "&lt;script&gt;" in answer.html


def test_a_rootless_kernel_is_root_in_its_own_user_namespace():
    opened = Notebook("cellblock-rootless-test")
    try:
        assert opened.run('Files.readString(Path.of("/proc/self/uid_map"))').result.split()[2] == "1"
    finally:
        opened.close()


def test_an_interrupt_while_the_kernel_starts_stops_that_cell_alone():
    opened = Notebook("cellblock-test")
    try:
        first = opened.interrupt_after("while (true) {}", seconds=0.05)
        assert first.error == "Interrupted"
        assert opened.run("Procfs.class.getSimpleName()").result == "Procfs"
    finally:
        opened.close()


def test_messages_are_dated_to_the_millisecond(notebook):
    before = datetime.now(timezone.utc)
    sent = notebook.start("1 + 1")
    reply = notebook.client.get_shell_msg(timeout=60)
    assert reply["parent_header"]["msg_id"] == sent
    date = reply["header"]["date"]  # jupyter_client leaves text that it can't parse
    assert before - timedelta(milliseconds=1) <= date <= datetime.now(timezone.utc)


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_a_file_has_any_name_in_any_locale(locale):
    opened = Notebook("cellblock-test", env={**os.environ, "LC_ALL": locale})
    try:
        opened.run('Path file = Host.temporaryDirectory("locale").resolve("für→.txt");')
        opened.run('Files.writeString(file, "grün");')
        assert opened.run('Host.run("cat", file.toString())').result == "grün"
    finally:
        opened.close()


@pytest.fixture
def small(request):
    """A notebook kernel with a heap of so many MiB, once it watches that."""
    heap = {"JAVA_TOOL_OPTIONS": f"-Xmx{request.param}m"}
    small = Notebook("cellblock-test", env={**os.environ, **heap})
    watched = """java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
        .anyMatch(pool -> pool.isUsageThresholdSupported() && pool.getUsageThreshold() > 0
            && pool.getType() == java.lang.management.MemoryType.HEAP)"""
    end = time.monotonic() + 60
    while small.run(watched).result != "true" and time.monotonic() < end:
        time.sleep(0.5)
    yield small
    small.close()


@pytest.mark.parametrize("small", [512], indirect=True)
def test_a_cell_that_fills_the_heap_is_stopped(small):
    full = small.run("var kept = new LinkedList<int[]>();\nwhile (true) kept.add(new int[10]);")
    assert full.error.startswith("OutOfMemoryError: the notebook kernel's heap is full: ")
    assert "x = null" in full.error
    assert small.run("kept.size() > 100_000").result == "true"
    assert small.run("kept = null;\nnew int[10_000_000].length").result == "10000000"


@pytest.mark.parametrize("small", [160], indirect=True)
def test_an_array_that_is_too_large_harms_nothing(small):
    assert "OutOfMemoryError" in small.run("new int[Integer.MAX_VALUE]").error
    assert small.run("1 + 1").result == "2"


@pytest.mark.parametrize("small", [160], indirect=True)
def test_a_kernel_without_room_for_its_own_threads_ends(small):
    """So that the Jupyter server starts another."""
    small.run("""
        var kept = new LinkedList<int[]>();
        Runnable fill = () -> {
            while (true) try { kept.add(new int[1]); } catch (OutOfMemoryError full) { }
        };
        new Thread(fill).start();""")
    end = time.monotonic() + 120
    while small.manager.is_alive() and time.monotonic() < end:
        small.start("1 + 1")
        time.sleep(1)
    assert not small.manager.is_alive()
