"""%claim and Claim in a notebook."""

import nbformat
import pytest

from command_fixtures import CHECKOUT

CLAIMS = len((CHECKOUT / "notebooks/claims.csv").read_text().splitlines()) - 1


def test_a_claim_shows_its_verdict_and_evidence_as_text_and_html(notebook):
    answer = notebook.run("%claim C008")
    assert answer.result.startswith('Claim C008 · Hausenblas 2016 · "Linux has six kinds')
    assert "outdated here, as expected: this kernel has " in answer.result
    assert "<script" not in answer.html and "outdated here" in answer.html


def test_claim_alone_lists_all(notebook):
    assert notebook.run("%claim").result.startswith(f"claims · {CLAIMS} rows\n")


def test_an_unknown_claim_is_an_error_that_names_close_ones(notebook):
    answer = notebook.run("%claim C1126")
    assert answer.status == "error"
    assert (f"claim [C1126]: expected one of {CLAIMS}; close to it: C112, C116, C126;"
            " Claim.all() lists them") in answer.error


def test_two_claims_at_once_are_an_error(notebook):
    answer = notebook.run("%claim C008 C009")
    assert "%claim C008 C009: expected one claim, for example %claim C126" in answer.error


def test_what_an_experiment_runs_is_not_shown(notebook):
    answer = notebook.run("%claim C030")
    assert answer.of("stream") == []


def test_a_claim_can_be_checked_from_inside_a_container(notebook):
    if notebook.run("Cell.open(\"in\").unshare(UTS, MOUNT, PID).pivotRoot(RootFs.busybox())"
                    ).status == "error":
        pytest.skip("needs namespaces")
    answer = notebook.run("%%in in\nClaim.check(\"C022\")")
    assert "confirmed here, as expected" in answer.result
    notebook.run("Cells.closeAll();")


def test_a_learners_own_check_says_ok_or_wrong(notebook):
    answer = notebook.run('Claim.expect("sum", 3, () -> 1 + 2);\nClaim.expect("sum", 4, () -> 3);')
    lines = [line for line in answer.text().splitlines() if line]
    assert lines[0].startswith("ok     sum: 3 (")
    assert lines[1].startswith("WRONG  sum: expected 4, found 3 (")


@pytest.mark.parametrize("path", sorted((CHECKOUT / "notebooks").glob("*.ipynb")),
                         ids=lambda path: path.stem)
def test_a_notebook_keeps_no_outputs(path):
    cells = nbformat.read(path, as_version=4).cells
    assert not any(cell.get("outputs") for cell in cells)
