"""The arithmetic of the kernel benchmark, and one real round with the lightest kernel."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "main" / "python"))

import kernel_bench  # noqa: E402


def taken(ready, cell=10, rss=100):
    return {"ready": ready, "first": ready + 1, "cell": cell, "rss": rss, "pss": rss - 5}


def test_medians_are_taken_of_each_measure_alone():
    rounds = [taken(3, cell=1), taken(9, cell=2), taken(4, cell=9)]
    assert kernel_bench.medians(rounds) == {
        "ready": 4, "first": 5, "cell": 2, "rss": 100, "pss": 95
    }


def test_bars_are_met_at_their_limit_and_missed_beyond():
    theirs = {"first": 500, "cell": 5}
    ours = {"first": 500, "cell": 8, "rush": 11, "worn": 1.3, "rss": 120, "table": 80, "monitor": 2}
    met = kernel_bench.judge({"cellblock": ours, "python3": theirs})
    assert [each["limit"] for each in met] == [1, 1.6, 2.2, 1.3, 120, 80, 2]
    assert all(each["isMet"] for each in met)
    worse = {key: value * 1.01 for key, value in ours.items()}
    assert not any(each["isMet"]
                   for each in kernel_bench.judge({"cellblock": worse, "python3": theirs}))


def test_a_bar_without_its_peer_is_not_judged():
    assert kernel_bench.judge({"cellblock": {"first": 50, "cell": 5, "rush": 5}}) == []


def test_the_table_names_who_is_not_here():
    text = kernel_bench.text("about", {"python3": taken(500)}, {"java": "no kernelspec java"}, [])
    assert "JJava is not here: no kernelspec java" in text
    assert [line for line in text.splitlines() if line.startswith("ready")] == [
        "ready, ms                    500.0"
    ]


def test_a_real_kernel_is_measured_in_order():
    one = kernel_bench.measure("python3")
    assert 0 < one["ready"] < one["first"]
    assert 0 < one["cell"] < one["ready"]
    assert 0 < one["rush"] < one["ready"]
    assert one["pss"] <= one["rss"]
