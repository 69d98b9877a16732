"""The modules of this checkout as their poms have them, and which of them a change reaches."""

import os
import subprocess
import xml.etree.ElementTree as xml
from dataclasses import dataclass

from checkout import HOME

POM = "{http://maven.apache.org/POM/4.0.0}"
GROUP = "org.cellblock"


@dataclass(frozen=True)
class Module:
    """`needs` are the names of the modules that it stands on, of some their tests as well."""

    path: str
    name: str
    needs: frozenset
    needs_tests: frozenset
    places: tuple

    def holds(self, file):
        return any(file == place or file.startswith(f"{place}/") for place in self.places)


def modules():
    """All modules, in the order of the main pom, which is that of their build."""
    return [module(each.text) for each in pom(HOME).iterfind(f"{POM}modules/{POM}module")]


def module(path):
    tree = pom(HOME / path)
    ours = [each for each in tree.iterfind(f"{POM}dependencies/{POM}dependency")
            if each.findtext(f"{POM}groupId") == GROUP]
    names = {each: each.findtext(f"{POM}artifactId") for each in ours}
    tests = {names[each] for each in ours if each.findtext(f"{POM}type") == "test-jar"}
    return Module(path, tree.findtext(f"{POM}artifactId"), frozenset(names.values()),
                  frozenset(tests), (path, *resources(path, tree)))


def resources(path, tree):
    """The folders and files elsewhere that go into a module's jar, but for folders around it."""
    for each in tree.iterfind(f"{POM}build/{POM}resources/{POM}resource"):
        folder = each.findtext(f"{POM}directory")
        place = os.path.normpath(folder.replace("${project.basedir}", path))
        if folder.startswith("${project.basedir}/..") and not path.startswith(f"{place}/"):
            included = each.findall(f"{POM}includes/{POM}include")
            yield from [f"{place}/{name.text}" for name in included] or [place]


def pom(folder):
    return xml.parse(folder / "pom.xml").getroot()


def below(chosen, every):
    """The modules that some stand on, these included."""
    names = {each.name for each in chosen}
    for each in reversed(every):
        if each.name in names:
            names |= each.needs
    return [each for each in every if each.name in names]


def reached(files, every):
    """The modules that changed files belong to, and those that stand on them."""
    if "pom.xml" in files:
        return every
    names = set()
    for each in every:
        if each.needs & names or any(map(each.holds, files)):
            names.add(each.name)
    return [each for each in every if each.name in names]


def changes():
    """The commit that work here began at, and the files that differ from it; None without git."""
    for branch in ("@{upstream}", "origin/HEAD", "HEAD"):
        base = git("merge-base", "HEAD", branch)
        if base:
            differ = git("diff", "--name-only", "--no-renames", *base)
            return base[0], differ + git("ls-files", "--others", "--exclude-standard")
    return None


def git(*words):
    """The lines that git prints; none where it refuses."""
    try:
        done = subprocess.run(["git", "-C", HOME, *words], text=True, capture_output=True)
    except FileNotFoundError:
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []
