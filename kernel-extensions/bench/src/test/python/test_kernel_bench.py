"""The arithmetic of the kernel benchmark, and one real round with the lightest kernel."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

import kernel_bench


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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("kernel", ["cellblock", "java"])
def test_a_signal_ends_the_kernels_too(kernel, number):
    command = [Path(kernel_bench.__file__).parents[1] / "sh/bench", "kernel", "--kernels", kernel]
    bench = subprocess.Popen(command, preexec_fn=heed, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
    found = wait_for(lambda: [pid for pid in kernel_bench.tree(bench.pid) if is_java(pid)])
    bench.send_signal(number)
    assert bench.communicate(timeout=30) == ("", "")
    assert bench.returncode == 128 + number
    assert wait_for(lambda: not any(is_java(pid) for pid in found))


def heed():
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def is_java(pid):
    try:
        return Path(f"/proc/{pid}/comm").read_text() == "java\n"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    assert found
    return found
