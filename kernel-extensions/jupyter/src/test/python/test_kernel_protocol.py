"""The whole of PyPI's jupyter_kernel_test against our kernel."""

import jupyter_kernel_test


class CellblockKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "cellblock-test"
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world")'
    code_stderr = 'System.err.println("oops")'
    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot("}},
        {"text": "var twelve = 12;\nProcfs.processe", "matches": {"processes()"}},
        {"text": "Cell.op", "matches": {"open("}},
        {"text": "%%s", "matches": {"%%sh"}},
    ]
    complete_code_samples = [
        "int a = 1;",
        "1 + 1",
        "for (int i = 0; i < 3; i++) { System.out.println(i); }",
        "%%sh\nls",
        "",
    ]
    incomplete_code_samples = ["int f(int n) {", "for (int i = 0; i < 3; i++) {", "%%sh", "f(1,"]
    invalid_code_samples = ["int = 1;", "class 1 {}", ")"]
    code_page_something = 'page("read me")'
    code_generate_error = 'throw new IllegalStateException("on purpose")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "List.of(1, 2)", "result": "[1, 2]"},
        {"code": '"ab" + "c"', "result": "abc"},
    ]
    code_display_data = [
        {"code": 'display("shown")', "mime": "text/plain"},
        {"code": "display(Procfs.namespaces())", "mime": "text/html"},
    ]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Cell.open"
    code_clear_output = "clearOutput()"


class CellblockIopubWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "cellblock-test"
    support_iopub_welcome = True


def test_the_version_of_the_protocol_is_that_of_the_welcome(notebook):
    notebook.client.kernel_info()
    reply = notebook.client.get_shell_msg(timeout=60)
    assert reply["content"]["protocol_version"] == reply["header"]["version"] == "5.5"


def test_a_second_front_end_is_welcomed_while_the_kernel_is_idle(notebook):
    second = notebook.manager.client()
    second.start_channels(shell=False, stdin=False, hb=False, control=False)
    try:
        welcome = second.get_iopub_msg(timeout=60)
    finally:
        second.stop_channels()
    assert (welcome["msg_type"], welcome["parent_header"]) == ("iopub_welcome", {})
    assert welcome["content"] == {"subscription": ""}


def test_code_too_deep_for_the_compiler_stops_no_later_request(notebook):
    deep = "int x = " + "(" * 20_000
    for request in (notebook.client.is_complete, notebook.client.complete, notebook.client.inspect):
        request(deep)
    assert notebook.run("1 + 1").result == "2"


def test_a_forged_request_behind_a_failing_cell_costs_it_no_reply(notebook):
    failing = notebook.start('Thread.sleep(500); throw new RuntimeException("on purpose")')
    forged = [b"<IDS|MSG>", b"no signature", b"{}", b"{}", b"{}", b"{}"]
    notebook.client.shell_channel.socket.send_multipart(forged)
    waiting = notebook.start("1 + 1")
    assert notebook.collect(failing).status == "error"
    assert notebook.collect(waiting).status == "aborted"
    assert notebook.run("1 + 1").result == "2"


del jupyter_kernel_test.KernelTests  # else pytest would run the samples' base class as well
