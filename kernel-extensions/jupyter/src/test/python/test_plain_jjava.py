"""The extension in the packaged JJava kernel, by JJAVA_CLASSPATH."""

import os

import pytest
from conftest import JAR, Notebook
from jupyter_client.kernelspec import NoSuchKernel, get_kernel_spec


@pytest.fixture(scope="module")
def plain():
    try:
        get_kernel_spec("java")
    except NoSuchKernel:
        pytest.skip("the jjava package is not installed")
    opened = Notebook("java", env=dict(os.environ, JJAVA_CLASSPATH=str(JAR)))
    yield opened
    opened.close()


def test_the_start_up_imports_are_there(plain):
    assert plain.run("Procfs.class.getSimpleName() + Duration.ofSeconds(1)").result == "ProcfsPT1S"


def test_a_table_is_html(plain):
    answer = plain.run("Procfs.namespaces()")
    assert '<th scope="col"' in answer.html
    assert answer.result.startswith("namespaces")


def test_an_output_is_a_terminal(plain):
    answer = plain.run('Host.run("echo", "<b>")')
    assert "&lt;b&gt;" in answer.html
    assert answer.result == "<b>"


def test_a_script_runs_and_its_failure_is_an_error(plain):
    assert "hello" in plain.run("%%sh\necho hello").text()
    assert plain.run("%%sh\nexit 3").status == "error"


def test_in_says_what_it_needs(plain):
    assert "needs the Cellblock kernel" in plain.run("%%in web\n1").error


def test_values_are_displayed(plain):
    assert plain.run('display("shown");').of("display_data")[0]["data"]["text/plain"] == "shown"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to make a cell in root mode")
def test_a_cell_becomes_a_container(plain):
    code = 'Cell c = Cell.open("plain");\nc.unshare(UTS).sethostname("inside");\nc.run("hostname")'
    assert plain.run(code).result == "inside"
    assert "inside" in plain.run("%%sh plain\nhostname").text()
    assert plain.run("c.close()").status == "ok"
