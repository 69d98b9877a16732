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


del jupyter_kernel_test.KernelTests  # else pytest would run the samples' base class as well
