"""Check the archive of the plugin against the rules of plugins.qgis.org: check_package.py ZIP.

What the site refuses (structure, entries of metadata.txt, Bandit with all its tests,
detect-secrets) and what it warns of (executable or hidden files), as its documentation states
(https://plugins.qgis.org/docs/security-scanning), and our own limits: 5 MB, no
tests, no tools, no sources of translations. One line a finding; the site itself also asks that the
three links answer.
"""

from __future__ import annotations

import ast
import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlparse

ROOT = "alliance"
MAX_BYTES = 5_000_000
NEEDED = ("__init__.py", "metadata.txt", "LICENSE")

FORBIDDEN_FOLDERS = {"__MACOSX", "__pycache__", ".git"}
PROGRAMS = {
    *(".so", ".dll", ".exe", ".dylib", ".pyd", ".pyc", ".pyo", ".whl", ".jar"),
    *(".bat", ".sh", ".ps1", ".cmd"),
}
# Ours: what a user has no use for.
LEFT_OUT = {"tests", "docs", "build"}
LEFT_OUT_SUFFIXES = {".ts", ".zip"}

REQUIRED = (
    *("name", "description", "about", "version", "qgisMinimumVersion", "author", "email"),
    *("tracker", "repository"),
    # Not required there; a plugin without them is hard to find and to trust.
    *("homepage", "icon", "tags", "category", "license", "changelog", "qgisMaximumVersion"),
)
LINKS = ("homepage", "tracker", "repository")
FLAGS = ("experimental", "deprecated", "server", "hasProcessingProvider")
PICTURES = {".svg", ".png"}
# What the wizards that make plugins leave for the author to replace.
PLACEHOLDERS = {"http://homepage", "http://bugs", "http://repo"}


def findings(archive: Path) -> list[str]:
    """Return what the rules find in an archive, one sentence each; none for a good one."""
    return breaches(archive) or scans(archive)


def breaches(archive: Path) -> list[str]:
    """Return what is wrong with the structure of an archive and with its metadata.txt."""
    if archive.stat().st_size > MAX_BYTES:
        return [f"{archive.name} weighs {archive.stat().st_size:,} bytes, over {MAX_BYTES:,}"]
    try:
        with zipfile.ZipFile(archive) as package:
            broken = package.testzip()
            if broken:
                return [f"{broken} is damaged"]
            unsafe = list(_of_names(package.namelist()))
            return unsafe or [*_of_files(package.infolist()), *_of_contents(package)]
    except zipfile.BadZipFile:
        return [f"{archive.name} is not a zip file"]


def scans(archive: Path) -> list[str]:
    """Return what Bandit and detect-secrets find in the files of a sound archive."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(archive) as package:
        package.extractall(folder)
        return [*_of_bandit(Path(folder)), *_of_secrets(Path(folder))]


# --- structure ------------------------------------------------------------------------------------


def _of_names(names: list[str]) -> Iterator[str]:
    for name in names:
        if ".." in name or name.startswith("/") or "\\" in name:
            yield f"{name}: a path that leaves the archive"
        elif PurePosixPath(name).parts[0] != ROOT:
            yield f"{name}: outside the one folder {ROOT}/"


def _of_files(files: list[zipfile.ZipInfo]) -> Iterator[str]:
    names = {file.filename for file in files}
    for name in NEEDED:
        if f"{ROOT}/{name}" not in names:
            yield f"{name} is missing"
    for file in files:
        for wrong in _of_file(file):
            yield f"{file.filename}: {wrong}"


def _of_file(file: zipfile.ZipInfo) -> Iterator[str]:
    path = PurePosixPath(file.filename)
    mode = file.external_attr >> 16
    if FORBIDDEN_FOLDERS.intersection(path.parts):
        yield "a folder that the site refuses"
    if any(part.startswith(".") for part in path.parts):
        yield "a hidden file"
    if path.suffix.lower() in PROGRAMS:
        yield "a program"
    if not file.is_dir() and mode & 0o111:
        yield "an executable file"
    if mode & 0o170000 == 0o120000:
        yield "a link to another file"
    if path.suffix in LEFT_OUT_SUFFIXES or LEFT_OUT.intersection(path.parts[1:2]):
        yield "no use to users"


def _of_contents(package: zipfile.ZipFile) -> Iterator[str]:
    names = set(package.namelist())
    if f"{ROOT}/__init__.py" in names:
        tree = ast.parse(package.read(f"{ROOT}/__init__.py"))
        if not any(isinstance(n, ast.FunctionDef) and n.name == "classFactory" for n in tree.body):
            yield "__init__.py has no function classFactory"
    if f"{ROOT}/metadata.txt" in names:
        yield from _of_metadata(package.read(f"{ROOT}/metadata.txt"), names)


# --- metadata -------------------------------------------------------------------------------------


def _of_metadata(content: bytes, names: set[str]) -> Iterator[str]:
    # The interpolation that QGIS and the site use: a lone % in a value breaks it.
    parser = configparser.ConfigParser()
    parser.optionxform = str
    try:
        parser.read_string(content.decode("utf-8"))
        card = dict(parser.items("general"))
    except (configparser.Error, UnicodeDecodeError) as error:
        yield f"metadata.txt cannot be read: {error}"
        return
    for wrong in (*_of_entries(card), *_of_texts(card), *_of_icon(card, names)):
        yield f"metadata.txt: {wrong}"


def _of_entries(card: dict[str, str]) -> Iterator[str]:
    for key in REQUIRED:
        if not card.get(key, "").strip():
            yield f"no {key}"
    for key in LINKS:
        link = urlparse(card.get(key, ""))
        if link.scheme != "https" or not link.netloc or card[key] in PLACEHOLDERS:
            yield f"{key} is not an https link"
    for key in FLAGS:
        if card.get(key, "False").lower() not in {"true", "false", "yes", "no"}:
            yield f"{key} is neither true nor false"
    if not re.fullmatch(r"\d+\.\d+\.\d+", card.get("version", "")):
        yield "version is not three numbers"
    for key in ("qgisMinimumVersion", "qgisMaximumVersion"):
        if not re.fullmatch(r"\d+\.\d+", card.get(key, "")):
            yield f"{key} is not two numbers"


def _of_texts(card: dict[str, str]) -> Iterator[str]:
    if not re.fullmatch(r"[^/]+", card.get("author", "")):
        yield "author has a slash"
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", card.get("email", "")):
        yield "email is not an address"
    if "plugin" in card.get("name", "").lower():
        yield "name says that it is a plugin"
    description = card.get("description", "")
    if not description.isascii() or "\n" in description:
        yield "description is not one line of English"
    if not card.get("about", "").splitlines()[:1] or not card["about"].splitlines()[0].isascii():
        yield "about does not begin in English"
    if card.get("version", "") not in card.get("changelog", ""):
        yield "changelog does not speak of this version"


def _of_icon(card: dict[str, str], names: set[str]) -> Iterator[str]:
    icon = card.get("icon", "")
    if f"{ROOT}/{icon}" not in names or PurePosixPath(icon).suffix not in PICTURES:
        yield "icon is not a picture of the archive"


# --- scans ----------------------------------------------------------------------------------------


def _of_bandit(folder: Path) -> Iterator[str]:
    """Run every test of Bandit, at every severity; a line that asks it to look away counts too."""
    report = _scan(folder, "bandit", "--quiet", "--recursive", "--format", "json", ROOT)
    for one in report["results"]:
        yield f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}"
    for one in report["errors"]:
        yield f"{one['filename']}: Bandit could not read it ({one['reason']})"
    for name, figures in report["metrics"].items():
        if name != "_totals" and (figures["nosec"] or figures["skipped_tests"]):
            yield f"{name}: a line asks Bandit to look away"


def _of_secrets(folder: Path) -> Iterator[str]:
    report = _scan(folder, "detect_secrets", "scan", "--all-files", ".")
    for name, found in report["results"].items():
        for one in found:
            yield f"{name}:{one['line_number']} {one['type']}"


def _scan(folder: Path, module: str, *arguments: str) -> dict:
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=folder, capture_output=True, text=True
    )
    if not run.stdout:
        raise SystemExit(f"{module} did not run (`make setup` installs it): {run.stderr.strip()}")
    return json.loads(run.stdout)


if __name__ == "__main__":
    found = findings(Path(sys.argv[1]))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{sys.argv[1]}: {Path(sys.argv[1]).stat().st_size:,} bytes, {len(found)} findings")
    raise SystemExit(bool(found))
