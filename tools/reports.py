"""Counts tests, and names those that failed, from the reports that runners write: Surefire, JUnit's console, pytest."""

import xml.etree.ElementTree as xml
from dataclasses import dataclass


MESSAGE = 300  # letters


@dataclass(frozen=True)
class Counts:
    """How many tests passed, failed (errors too) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed,
                      self.skipped + other.skipped)

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    @property
    def total(self):
        return self.passed + self.failed + self.skipped


def count(reports):
    """Sums JUnit XML files; pytest nests its suite, the others' suite is the root."""
    return sum(map(of_suite, suites(reports)), Counts())


def failures(reports):
    """A line for each test that failed: its name, and how its message begins."""
    return [line(case, ended) for suite in suites(reports) for case in suite.iter("testcase")
            for ended in case if ended.tag in ("failure", "error")]


def suites(reports):
    for file in reports:
        yield from xml.parse(file).getroot().iter("testsuite")


def line(case, ended):
    told = " ".join((ended.get("message") or ended.text or "").split())
    words = told if len(told) <= MESSAGE else told[:MESSAGE] + "..."
    return f"{case.get('classname')} {case.get('name')}: {words}"


def of_suite(suite):
    tests, failures, errors, skipped = (
        int(suite.get(name) or 0) for name in ("tests", "failures", "errors", "skipped"))
    return Counts(tests - failures - errors - skipped, failures + errors, skipped)
