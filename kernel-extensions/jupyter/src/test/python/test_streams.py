"""The streams of a cell, through the wire: what it does to them ends with it."""


def test_a_closed_stream_is_open_in_the_next_cell(notebook):
    notebook.run("System.out.close(); System.err.close(); System.in.close();")
    answer = notebook.run('System.out.println("out"); System.err.println("err");')
    assert (answer.text(), answer.text("stderr")) == ("out\n", "err\n")


def test_a_stream_of_the_cells_own_lasts_until_its_end(notebook):
    answer = notebook.run(
        "var buffer = new ByteArrayOutputStream();\nSystem.setOut(new PrintStream(buffer));\n"
        'System.out.print("mine");\nbuffer.toString()')
    assert answer.result == "mine"
    assert answer.text("stderr").startswith("note: System.out of this cell's own ends with it")
    assert notebook.run('System.out.println("ours")').text() == "ours\n"


def test_a_failing_cell_gives_its_streams_back_too(notebook):
    notebook.run("System.setOut(null);\nSystem.setErr(null);\nundefined")
    assert notebook.run('System.out.println("ours")').text() == "ours\n"


def test_a_captured_stream_prints_to_the_cell_that_runs(notebook):
    notebook.run("var captured = System.out;\ncaptured.close();")
    assert notebook.run('captured.println("later")').text() == "later\n"
    notebook.run('var go = new java.util.concurrent.CountDownLatch(1);\n'
                 'var printer = new Thread(() -> { try { go.await(); } catch (Exception e) { } '
                 'captured.println("from a thread"); });\nprinter.start();')
    assert notebook.run("go.countDown();\nprinter.join();").text() == "from a thread\n"


def test_a_hundred_megabytes_arrive_whole(notebook):
    sizes = []

    def count(kind, content):
        if kind == "stream":
            sizes.append(len(content["text"]))
            content["text"] = ""

    line = "x" * 99
    message_id = notebook.start(
        f'for (int i = 0; i < 1_000_000; i++) System.out.println("{line}");')
    answer = notebook.collect(message_id, timeout=120, on_message=count)
    assert answer.status == "ok"
    assert sum(sizes) == 100_000_000
    assert notebook.run("1 + 1").result == "2"


def test_a_line_of_ten_megabytes_arrives_whole(notebook):
    answer = notebook.run('System.out.println("é".repeat(10_000_000))', timeout=120)
    assert answer.text() == "é" * 10_000_000 + "\n"


def test_a_flood_can_be_interrupted(notebook):
    answer = notebook.interrupt_after('while (true) System.out.println("flood");', 0.5)
    assert answer.error == "Interrupted"
    assert notebook.run("1 + 1").result == "2"


def test_odd_text_arrives(notebook):
    code = 'System.out.print("\\ud800|\\u0000|\\u001b[31mred\\u001b[0m|\\r\\n|\\uffff");'
    assert notebook.run(code).text() == "?|\0|\x1b[31mred\x1b[0m|\r\n|\uffff"
    assert notebook.run('"\\ud800" + "x"').result in ("?x", "\ufffdx")
    assert notebook.run("System.out.write(0xff); System.out.flush();").text() == "\ufffd"
