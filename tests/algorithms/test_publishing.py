"""Files move to their place all together, or stay out of the way."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from alliance.algorithms.publishing import Staging, made_folder, publish
from alliance.core.errors import InputError
from alliance.tests.algorithms.assertions import assert_is_sentence


def contents(folder):
    """Return the content of each file of a folder, hidden ones too."""
    return {
        path.name: path.read_text(encoding="utf-8") if path.is_file() else contents(path)
        for path in folder.iterdir()
    }


def staged(folder, **files):
    """Return a staging that holds some files, named without their dot: `a_txt="…"`."""
    staging = Staging(folder)
    for name, text in files.items():
        (staging.folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return staging


def test_nothing_shows_before_it_is_complete(tmp_path):
    with staged(tmp_path, a_txt="new") as staging:
        assert [name for name in contents(tmp_path) if not name.startswith(".")] == []
        staging.publish()
        assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "new"
    assert contents(tmp_path) == {"a.txt": "new"}


def test_what_is_not_published_vanishes(tmp_path):
    with staged(tmp_path, a_txt="new"):
        pass
    assert contents(tmp_path) == {}


def test_an_exception_removes_what_was_made(tmp_path):
    with pytest.raises(ZeroDivisionError), staged(tmp_path, a_txt="new"):
        raise ZeroDivisionError
    assert contents(tmp_path) == {}


def test_files_are_replaced(tmp_path):
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    (tmp_path / "b.txt").write_text("mine", encoding="utf-8")
    with staged(tmp_path, a_txt="new") as staging:
        staging.publish()
    assert contents(tmp_path) == {"a.txt": "new", "b.txt": "mine"}


@pytest.mark.parametrize("refused", range(5))
def test_if_one_move_fails_all_are_undone(tmp_path, monkeypatch, refused):
    """Five moves: two old files step aside, three new ones come in."""
    (tmp_path / "a.txt").write_text("old a", encoding="utf-8")
    (tmp_path / "b.txt").write_text("old b", encoding="utf-8")
    stagings = [staged(tmp_path, a_txt="new a", c_txt="new c"), staged(tmp_path, b_txt="new b")]
    replace, moves = Path.replace, []

    def failing(source, target):
        moves.append(source)
        if len(moves) == refused + 1:
            raise PermissionError(13, "open in another program", str(source), None, str(target))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(InputError) as caught:
        publish(stagings)
    for staging in stagings:
        staging.discard()
    assert_is_sentence(str(caught.value))
    assert "cannot be replaced" in str(caught.value)
    assert contents(tmp_path) == {"a.txt": "old a", "b.txt": "old b"}


def test_if_the_last_step_fails_all_are_undone(tmp_path):
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")

    def last_step():
        assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "new"
        raise InputError("No.")

    with staged(tmp_path, a_txt="new") as staging, pytest.raises(InputError, match=r"No\."):
        publish([staging], last_step)
    assert contents(tmp_path) == {"a.txt": "old"}


@pytest.mark.parametrize(
    ("new", "companions", "strangers"),
    [
        ("a.shp", ["a.prj", "a.qix", "a.shx"], ["a.txt", "ab.prj", "a.csv"]),
        ("a.gpkg", ["a.gpkg-wal", "a.gpkg-shm"], ["a.gpkg.bak", "b.gpkg-wal"]),
        ("a.csv", ["a.csvt"], ["a.prj", "a.shp"]),
    ],
)
def test_what_went_with_an_old_file_goes_with_it(tmp_path, new, companions, strangers):
    """An old journal beside a new GeoPackage would be written into it by the next reader."""
    for name in [new, *companions, *strangers]:
        (tmp_path / name).write_text("old", encoding="utf-8")
    with Staging(tmp_path) as staging:
        (staging.folder / new).write_text("new", encoding="utf-8")
        staging.publish()
    assert contents(tmp_path) == {new: "new", **dict.fromkeys(strangers, "old")}


def test_a_folder_is_moved_as_a_file_is(tmp_path):
    """A file geodatabase is a folder."""
    (tmp_path / "a.gdb").mkdir()
    (tmp_path / "a.gdb" / "old").write_text("old", encoding="utf-8")
    with Staging(tmp_path) as staging:
        (staging.folder / "a.gdb").mkdir()
        (staging.folder / "a.gdb" / "new").write_text("new", encoding="utf-8")
        staging.publish()
    assert contents(tmp_path) == {"a.gdb": {"new": "new"}}


def test_a_folder_is_never_replaced_by_a_file(tmp_path):
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt" / "mine").write_text("precious", encoding="utf-8")
    with staged(tmp_path, a_txt="new") as staging, pytest.raises(InputError, match=r"a\.txt"):
        staging.publish()
    assert contents(tmp_path) == {"a.txt": {"mine": "precious"}}


@pytest.mark.parametrize("place", ["nowhere", "file"])
def test_a_place_where_no_folder_can_be_made(tmp_path, place):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        Staging(tmp_path / place)
    assert_is_sentence(str(caught.value))
    assert place in str(caught.value)


def aged(folder, days):
    """Make a hidden folder of a run that was killed some days ago."""
    folder.mkdir()
    (folder / "half.gpkg").write_text("half", encoding="utf-8")
    then = time.time() - days * 24 * 3600
    os.utime(folder, (then, then))
    return folder


def test_what_killed_runs_left_is_swept_when_it_is_old(tmp_path):
    old, fresh = aged(tmp_path / ".alliance-old", 2), aged(tmp_path / ".alliance-new", 0.5)
    with Staging(tmp_path):
        assert not old.exists()
        assert fresh.exists()


def test_files_that_a_killed_run_had_put_aside_stay(tmp_path):
    left = aged(tmp_path / ".alliance-old", 0)
    (left / ".replaced").mkdir()
    (left / ".replaced" / "mine.gpkg").write_text("precious", encoding="utf-8")
    then = time.time() - 9 * 24 * 3600
    os.utime(left, (then, then))
    with Staging(tmp_path):
        assert (left / ".replaced" / "mine.gpkg").read_text(encoding="utf-8") == "precious"


def test_a_folder_made_for_nothing_goes_away(tmp_path):
    (tmp_path / "there").mkdir()
    for name in ("there/new/newer", "there"):
        with pytest.raises(InputError), made_folder(tmp_path / name):
            raise InputError("no")
    assert list(tmp_path.iterdir()) == [tmp_path / "there"]
    assert list((tmp_path / "there").iterdir()) == []


def test_a_folder_that_holds_something_stays(tmp_path):
    def fail():
        (tmp_path / "new" / "theirs").mkdir()
        raise InputError("no")

    with pytest.raises(InputError), made_folder(tmp_path / "new"):
        fail()
    assert (tmp_path / "new" / "theirs").exists()
