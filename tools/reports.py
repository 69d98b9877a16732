"""Counts tests from the reports that runners write: Surefire, JUnit's console, pytest."""

import xml.etree.ElementTree as xml
from dataclasses import dataclass


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
    return sum((of_suite(suite) for file in reports
                for suite in xml.parse(file).getroot().iter("testsuite")), Counts())


def of_suite(suite):
    tests, failures, errors, skipped = (
        int(suite.get(name) or 0) for name in ("tests", "failures", "errors", "skipped"))
    return Counts(tests - failures - errors - skipped, failures + errors, skipped)
