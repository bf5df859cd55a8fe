"""Every sentence exists in French, and the compiled file is the one that QGIS would load."""

from __future__ import annotations

import importlib.util
import sys

import pytest


@pytest.fixture(scope="module")
def translations(repository):
    """The developers' tool, `.ci/translations.py`."""
    path = repository / ".ci" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    return module


def test_nothing_is_left_to_translate(translations):
    assert translations.problems(translations.collect(), translations.read_ts()) == []


def test_the_file_is_written_as_the_tool_writes_it(translations, tmp_path):
    again = tmp_path / "again.ts"
    translations.write_ts(translations.read_ts(), again)
    assert again.read_bytes() == translations.TS.read_bytes()


def test_qt_reads_every_sentence_from_the_compiled_file(translations, qgis_app):
    core = pytest.importorskip("qgis.PyQt.QtCore", reason="there is no Qt on this machine")
    translator = core.QTranslator()
    assert translator.load(str(translations.QM))
    assert core.QCoreApplication.installTranslator(translator)
    # Through the application, as the plugin does: asked alone, PyQt 5 reads the source as ASCII.
    stale = [
        key
        for key, french in translations.read_ts().items()
        if core.QCoreApplication.translate(*key) != (french or key[1])
    ]
    core.QCoreApplication.removeTranslator(translator)
    assert stale == [], "run `make translations`"


def test_the_compiled_file_has_nothing_more(translations, tmp_path):
    if translations.release_program() is None:
        pytest.skip("there is no lrelease on this machine")
    again = tmp_path / "again.qm"
    translations.compiled(again)
    assert again.read_bytes() == translations.QM.read_bytes(), "run `make translations`"


# --- the tool itself ----------------------------------------------------------------------------


def collected(translations, tmp_path, code):
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "module.py").write_text(code, encoding="utf-8")
    return translations.collect(tmp_path)


def test_literals_are_collected_joined(translations, tmp_path):
    code = 'translate("Alliance", "One " "sentence.")\nmessages.translate("Alliance", "Two.")\n'
    sources = collected(translations, tmp_path, code)
    assert sorted(sources.places) == [("Alliance", "One sentence."), ("Alliance", "Two.")]
    assert sources.problems == []


@pytest.mark.parametrize(
    "code",
    [
        'translate("Alliance", f"{name}")',
        'translate("Alliance", name)',
        'translate("Alliance", "a".format(x=1))',
        'translate("Other", "a")',
        'translate("Alliance", "a {} b")',
        'translate("Alliance", "")',
        'translate("Alliance")',
        'self.tr("a")',
    ],
)
def test_a_call_that_no_translator_would_see_is_refused(translations, tmp_path, code):
    sources = collected(translations, tmp_path, code)
    assert len(sources.problems) == 1
    assert not sources.places


@pytest.mark.parametrize(
    "code",
    ["QCoreApplication.translate(context, text)", "text.translate(table)", "translator(a, b)"],
)
def test_other_functions_of_that_name_are_left_alone(translations, tmp_path, code):
    sources = collected(translations, tmp_path, code)
    assert not sources.problems
    assert not sources.places


def test_forms_are_collected(translations, tmp_path):
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "dock.ui").write_text(
        "<ui><class>Dock</class><widget><string>Links</string>"
        '<string notr="true">…</string><string/></widget></ui>',
        encoding="utf-8",
    )
    assert list(translations.collect(tmp_path).places) == [("Dock", "Links")]


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("{count} links", "liens"),
        ("{count} links", "{nombre} liens"),
        ("<b>Links</b>", "Liens"),
        ("Links: ", "Liens\u00a0:"),
        ("Links?", "Des liens ?"),
        ("the unit", "l'unité"),
    ],
)
def test_a_flaw_is_seen(translations, english, french):
    assert translations.flaws(english, french)


def test_doubled_braces_are_no_placeholder(translations):
    assert translations.flaws("{key}, between {{ and }}", "{key}, entre {{ et }}") == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Le seuil : 10 %", "Le seuil\u00a0: 10\u00a0%"),
        ("{name}: l'aire « {zone} » ?", "{name}\u00a0: l’aire «\u00a0{zone}\u00a0»\u202f?"),
        ("Seuil;", "Seuil\u202f;"),
        ("<a href='x: y'>ici</a>", "<a href='x: y'>ici</a>"),
        ("https://qgis.org: 14:30", "https://qgis.org: 14:30"),
    ],
)
def test_french_typography(translations, typed, printed):
    assert translations.typographic(typed) == printed
    assert translations.typographic(printed) == printed


def test_what_is_written_is_read_back(translations, tmp_path):
    french = {("Alliance", "a < \"b\" & 'c'"): "é\u202f; « \u00a0 »", ("Alliance", "new"): ""}
    path = tmp_path / "x.ts"
    translations.write_ts(french, path)
    assert translations.read_ts(path) == french
    assert "&#x202f;" in path.read_text(encoding="utf-8")
