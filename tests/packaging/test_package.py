"""What QGIS installs: an archive of the whole plugin and nothing else, which the site accepts."""

from __future__ import annotations

import importlib.util
import zipfile

import pytest

NEEDED = (
    "metadata.txt",
    "LICENSE",
    "__init__.py",
    "alliance_plugin.py",
    "core/flows.py",
    "algorithms/provider.py",
    "i18n/alliance_fr.qm",
    "resources/icons/alliance.svg",
    "resources/exercise/recipe.json",
    "resources/exercise/exercise.gpkg",
)
LEFT_OUT = ("tests/", "docs/", ".ci/", ".git", "Makefile", "pyproject.toml", "DEVELOPERS.md")

CARD = {
    "name": "Alliance",
    "description": "Find systems",
    "about": "Find systems of towns.",
    "version": "1.2.3",
    "qgisMinimumVersion": "3.22",
    "qgisMaximumVersion": "4.99",
    "author": "Somebody",
    "email": "somebody@example.org",
    "homepage": "https://example.org",
    "tracker": "https://example.org/issues",
    "repository": "https://example.org/code",
    "icon": "icon.svg",
    "tags": "flows",
    "category": "Analysis",
    "license": "GPL-2.0-or-later",
    "changelog": "1.2.3: first",
}
FACTORY = "def classFactory(iface):\n    return iface\n"
FILES = {"__init__.py": FACTORY, "LICENSE": "GPL", "icon.svg": "<svg/>"}
# Made up, and cut in two so that no scanner finds it here.
KEY = "AKIA" + "IOSFODNN7EXAMPLE"


@pytest.fixture(scope="module")
def check(repository):
    spec = importlib.util.spec_from_file_location("check", repository / ".ci/check_package.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def scanners():
    pytest.importorskip("bandit", reason="the developers' tools are not here: run `make setup`")


@pytest.fixture
def archive(tmp_path):
    """Write an archive that breaks no rule but what is given: entries of the card, and files."""

    def archive(card=None, files=None, root="alliance"):
        entries = {**CARD, **(card or {})}
        lines = [f"{key}={value}" for key, value in entries.items() if value is not None]
        contents = {
            "metadata.txt": "\n".join(["[general]", *lines]),
            **FILES,
            **(files or {}),
        }
        path = tmp_path / "alliance.zip"
        with zipfile.ZipFile(path, "w") as package:
            for name, content in contents.items():
                if content is not None:
                    entry = zipfile.ZipInfo(f"{root}/{name}" if root else name)
                    entry.external_attr = (0o100755 if name.startswith("run") else 0o100644) << 16
                    package.writestr(entry, content)
        return path

    return archive


# --- the plugin -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NEEDED)
def test_the_plugin_is_whole(shipped, name):
    assert name in shipped


def test_tests_and_tools_stay_out(shipped):
    assert [name for name in shipped if name.startswith(LEFT_OUT) or name.endswith(".ts")] == []


def test_the_site_finds_nothing_to_say(check, scanners, repository, shipped, tmp_path):
    """Structure, metadata.txt, Bandit and detect-secrets: one finding stops a release."""
    path = tmp_path / "alliance.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in shipped:
            package.write(repository / name, f"alliance/{name}")
    assert check.findings(path) == []


def test_the_plugin_has_its_door():
    import alliance

    assert callable(alliance.classFactory)


# --- the rules ------------------------------------------------------------------------------------


def test_a_good_archive_passes(check, archive):
    assert check.breaches(archive()) == []


@pytest.mark.parametrize("key", [key for key in CARD if key != "name"])
def test_each_entry_is_asked_for(check, archive, key):
    found = check.breaches(archive({key: None}))
    assert any(key in line for line in found), found


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ({"homepage": "http://example.org"}, "homepage is not an https link"),
        ({"tracker": "https://"}, "tracker is not an https link"),
        ({"repository": "example.org/code"}, "repository is not an https link"),
        ({"version": "1.2"}, "version is not three numbers"),
        ({"qgisMinimumVersion": "3.22.0"}, "qgisMinimumVersion is not two numbers"),
        ({"description": "Trouver des systèmes"}, "description is not one line of English"),
        ({"about": "Réseaux de villes"}, "about does not begin in English"),
        ({"name": "Alliance plugin"}, "name says that it is a plugin"),
        ({"author": "a/b"}, "author has a slash"),
        ({"email": "nobody"}, "email is not an address"),
        ({"changelog": "1.2.2: before"}, "changelog does not speak of this version"),
        ({"icon": "other.svg"}, "icon is not a picture of the archive"),
        ({"experimental": "perhaps"}, "experimental is neither true nor false"),
        ({"tags": "100%"}, "cannot be read"),
    ],
)
def test_each_entry_is_looked_at(check, archive, card, said):
    found = check.breaches(archive(card))
    assert any(said in line for line in found), found


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"LICENSE": None}, "LICENSE is missing"),
        ({"__init__.py": None}, "__init__.py is missing"),
        ({"metadata.txt": None}, "metadata.txt is missing"),
        ({"__init__.py": "pass\n"}, "no function classFactory"),
        ({"lib/fast.so": "x"}, "a program"),
        ({"core/__pycache__/a.txt": "x"}, "a folder that the site refuses"),
        ({".hidden": "x"}, "a hidden file"),
        ({"run.py": "pass\n"}, "an executable file"),
        ({"../../up.txt": "x"}, "a path that leaves the archive"),
        ({"tests/test_a.py": "x = 1\n"}, "no use to users"),
        ({"i18n/alliance_fr.ts": "x"}, "no use to users"),
        ({"big.bin": bytes(5_000_001)}, "weighs"),
    ],
)
def test_each_file_is_looked_at(check, archive, files, said):
    found = check.breaches(archive(files=files))
    assert any(said in line for line in found), found


def test_both_scans_look_at_every_file(check, scanners, archive):
    files = {
        "a.py": "def f(x):\n    assert x\n",
        "core/b.py": "import random\nx = random.random()\n",
        "c.py": "def f(x):\n    assert x  # nosec\n",
        "d.py": "def f(:\n",
        "e.py": f"key = '{KEY}'\n",
        "notes.txt": f"key = '{KEY}'\n",
    }
    found = check.findings(archive(files=files))
    for said in (
        "a.py:2 B101",
        "core/b.py:2 B311",
        "c.py: a line asks Bandit to look away",
        "d.py: Bandit could not read it",
        "e.py:1 AWS Access Key",
        "notes.txt:1 AWS Access Key",
    ):
        assert any(said in line for line in found), (said, found)


@pytest.mark.parametrize("root", ["other", ""])
def test_one_folder_holds_everything(check, archive, root):
    found = check.breaches(archive(root=root))
    assert any("outside the one folder" in line for line in found), found


def test_what_is_no_archive_is_said(check, tmp_path):
    path = tmp_path / "alliance.zip"
    path.write_text("not a zip", encoding="utf-8")
    assert check.findings(path) == [f"{path.name} is not a zip file"]
