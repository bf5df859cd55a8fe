"""Keep i18n/alliance_fr.ts in step with the sentences of the code.

    translations.py update          collect the sentences; new ones are marked unfinished
    translations.py add FILE...     fill the French from JSON files {english: french}
    translations.py missing         print the sentences without French, as such a JSON file
    translations.py check           fail, with a list, when anything is left to do
    translations.py compile         write i18n/alliance_fr.qm (needs lrelease)
    translations.py tidy            take the last comma off translate() calls

English is the source. A sentence of the code is `translate("Alliance", "literal")`; a sentence
of a form is any `<string>` of a .ui file that is not marked `notr`. The code is read as a syntax
tree, so what is found here is what runs, on every version of Qt. Qt's own pylupdate5 does not see a
call that ends with a comma: such calls are refused, so that translators may use either.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
TS = ROOT / "i18n" / "alliance_fr.ts"
QM = TS.with_suffix(".qm")
CONTEXT = "Alliance"
SHIPPED = ("__init__.py", "alliance_plugin.py", "core", "algorithms", "ui", "resources")

LAST_COMMA = re.compile(r",\s*\)\Z")
TAG = r"</?[a-zA-Z][^>]*>"

Key = tuple[str, str]  # context, English


@dataclass
class Sources:
    """The sentences of the code with the first place of each, and the calls that are wrong."""

    places: dict[Key, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, context: str, text: str, place: str) -> None:
        """Remember a sentence and where it was first seen."""
        self.places.setdefault((context, text), place)


# --- what the code says -------------------------------------------------------------------------


def collect(root: Path = ROOT) -> Sources:
    """Return every sentence of the shipped code under `root`."""
    sources = Sources()
    for path in shipped_files(root, ".py"):
        _collect_python(path, path.relative_to(root).as_posix(), sources)
    for path in shipped_files(root, ".ui"):
        _collect_form(path, path.relative_to(root).as_posix(), sources)
    return sources


def shipped_files(root: Path, suffix: str) -> Iterator[Path]:
    """Yield the shipped files of one kind, in a fixed order."""
    for name in SHIPPED:
        path = root / name
        if path.is_dir():
            yield from sorted(path.rglob(f"*{suffix}"))
        elif path.suffix == suffix and path.exists():
            yield path


def _collect_python(path: Path, name: str, sources: Sources) -> None:
    code = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(code, filename=name)):
        if not isinstance(node, ast.Call):
            continue
        place = f"{name}:{node.lineno}"
        called = _called(node)
        if called == "tr":
            sources.problems.append(f'{place}: write translate("{CONTEXT}", "…") instead of tr()')
        elif called == "translate":
            _collect_call(node, place, sources)
            if LAST_COMMA.search(ast.get_source_segment(code, node) or ""):
                sources.problems.append(f"{place}: no comma after the sentence (make format)")


def _called(node: ast.Call) -> str:
    """Return the name of the function called; the same method of a Qt translator is not ours."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    if not isinstance(node.func, ast.Attribute):
        return ""
    ours = node.func.attr == "tr" or (len(node.args) == 2 and len(_literals(node)) == 2)
    return node.func.attr if ours else ""


def _literals(node: ast.Call) -> list[str]:
    constants = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    return [value for value in constants if isinstance(value, str)]


def _collect_call(node: ast.Call, place: str, sources: Sources) -> None:
    literals = _literals(node)
    if len(node.args) != 2 or len(literals) != 2 or node.keywords:
        sources.problems.append(f"{place}: translate() takes two literals and nothing else")
    elif literals[0] != CONTEXT:
        sources.problems.append(f'{place}: the context is "{CONTEXT}", not "{literals[0]}"')
    elif not literals[1].strip():
        sources.problems.append(f"{place}: an empty sentence cannot be translated")
    elif "{}" in placeholders(literals[1]):
        sources.problems.append(f"{place}: name the placeholder {{}}")
    else:
        sources.add(CONTEXT, literals[1], place)


def _collect_form(path: Path, name: str, sources: Sources) -> None:
    form = ElementTree.parse(path).getroot()
    context = form.findtext("class", default="")
    for string in form.iter("string"):
        text = string.text or ""
        if string.get("notr") == "true" or not text.strip():
            continue
        if string.get("comment"):
            sources.problems.append(f"{name}: “{text}” has a comment, which is not supported")
            continue
        sources.add(context, text, name)


# --- the file of translations -------------------------------------------------------------------


def read_ts(path: Path = TS) -> dict[Key, str]:
    """Return the French of each sentence; empty when it is missing or marked unfinished."""
    if not path.exists():
        return {}
    french: dict[Key, str] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", default="")
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            key = (name, message.findtext("source", default=""))
            french[key] = (translation.text or "") if done else ""
    return french


def write_ts(french: dict[Key, str], path: Path = TS) -> None:
    """Write the file as Qt Linguist would, sorted, so that a change shows as a small difference."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append('<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">')
    for context in sorted({key[0] for key in french}):
        lines += ["<context>", f"    <name>{_escaped(context)}</name>"]
        for key in sorted(key for key in french if key[0] == context):
            lines += _message(key[1], french[key])
        lines.append("</context>")
    lines.append("</TS>")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _message(source: str, translation: str) -> list[str]:
    state = "" if translation else ' type="unfinished"'
    return [
        "    <message>",
        f"        <source>{_escaped(source)}</source>",
        f"        <translation{state}>{_escaped(translation)}</translation>",
        "    </message>",
    ]


def _escaped(text: str) -> str:
    """Escape as Qt Linguist does: no-break spaces are written out, so that they can be seen."""
    spaces = {"\u00a0": "&#xa0;", "\u202f": "&#x202f;", "\u2009": "&#x2009;"}
    return escape(text, {'"': "&quot;", "'": "&apos;", **spaces})


def merged(sources: Sources, french: dict[Key, str]) -> dict[Key, str]:
    """Return the sentences of the code with the French known so far; the others are dropped."""
    return {key: french.get(key, "") for key in sources.places}


# --- what is checked ----------------------------------------------------------------------------


def problems(sources: Sources, french: dict[Key, str]) -> list[str]:
    """Return one line for each thing that a translator or a developer has left to do."""
    found = list(sources.problems)
    for key, place in sources.places.items():
        if key not in french:
            found.append(f"{place}: “{key[1]}” is not in {TS.name}: run `make translations`")
        elif not french[key].strip():
            found.append(f"{place}: “{key[1]}” has no French")
        else:
            found += [f"{place}: “{key[1]}”: {flaw}" for flaw in flaws(key[1], french[key])]
    gone = sorted(key[1] for key in french if key not in sources.places)
    found += [f"{TS.name}: “{text}” is no longer in the code" for text in gone]
    return found


def flaws(english: str, french: str) -> list[str]:
    """Return what a translation has lost or mistyped."""
    found = []
    if placeholders(english) != placeholders(french):
        found.append("the French has not the same placeholders")
    if Counter(re.findall(TAG, english)) != Counter(re.findall(TAG, french)):
        found.append("the French has not the same tags")
    for edge in ("start", "end"):
        if _edge(english, edge) != _edge(french, edge):
            found.append(f"the French has not the same spaces at its {edge}")
    if typographic(french) != french:
        found.append("French typography (no-break spaces, apostrophes): run `add` again")
    return found


def placeholders(text: str) -> Counter[str]:
    """Return the placeholders of `text`; doubled braces are printed, they hold nothing."""
    return Counter(re.findall(r"\{[^{}]*\}", re.sub(r"\{\{|\}\}", "", text)))


def _edge(text: str, edge: str) -> str:
    stripped = text.lstrip() if edge == "start" else text.rstrip()
    size = len(text) - len(stripped)
    return text[:size] if edge == "start" else text[len(text) - size :]


def typographic(french: str) -> str:
    """Return `french` with the no-break spaces and the apostrophes of French typography."""
    protected = re.split(r"(<[^>]*>|&\w+;|\{[^{}]*\}|`[^`]*`|https?://\S+)", french)
    protected[::2] = [_typographic(text) for text in protected[::2]]
    return "".join(protected)


def _typographic(text: str) -> str:
    text = re.sub(r"(?<=\w)'(?=\w)|(?<=\b[dlnscjmtDLNSCJMT])'$", "’", text)
    text = re.sub(r"[ \u00a0\u202f]+([;?!])", "\u202f\\1", text)
    text = re.sub(r"[ \u202f]+([:»%])", "\u00a0\\1", text)
    text = re.sub(r"«[ \u202f]?", "«\u00a0", text)
    text = re.sub("«\u00a0\u00a0", "«\u00a0", text)
    text = re.sub(r"(?:(?<=[\w)»])|^)([;?!])(?=\s|$)", "\u202f\\1", text)
    return re.sub(r"(?:(?<=[\w)»])|^)(:)(?=\s|$)", "\u00a0\\1", text)


# --- commands -----------------------------------------------------------------------------------


def update(_: argparse.Namespace) -> int:
    """Bring the file up to date with the code and say how much French is missing."""
    sources = collect()
    french = merged(sources, read_ts())
    write_ts(french)
    print(f"{TS.name}: {len(french)} sentences, {list(french.values()).count('')} without French")
    print("\n".join(sources.problems), file=sys.stderr)
    return 1 if sources.problems else 0


def add(options: argparse.Namespace) -> int:
    """Fill the French from JSON files, in their order."""
    french = merged(collect(), read_ts())
    by_text = {key[1]: key for key in french}
    for path in options.files:
        for english, translation in json.loads(path.read_text(encoding="utf-8")).items():
            if english in by_text:
                french[by_text[english]] = typographic(translation)
            else:
                print(f"{path}: not in the code: {english}", file=sys.stderr)
    write_ts(french)
    return update(options)


def missing(_: argparse.Namespace) -> int:
    """Print the sentences without French as the JSON file that `add` takes."""
    todo = {key[1]: "" for key, text in sorted(merged(collect(), read_ts()).items()) if not text}
    print(json.dumps(todo, ensure_ascii=False, indent=1))
    return 0


def check(_: argparse.Namespace) -> int:
    """Fail when anything is left to do."""
    found = problems(collect(), read_ts())
    print("\n".join(found) or f"{TS.name}: complete", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


def tidy(_: argparse.Namespace) -> int:
    """Take off the last comma of translate() calls, which pylupdate5 does not see."""
    for path in shipped_files(ROOT, ".py"):
        code = path.read_text(encoding="utf-8")
        calls = [
            node
            for node in ast.walk(ast.parse(code))
            if isinstance(node, ast.Call) and _called(node) == "translate"
        ]
        segments = {ast.get_source_segment(code, node) or "" for node in calls}
        for segment in segments:
            if LAST_COMMA.search(segment):
                shorter = segment[: segment.rindex(",")] + segment[segment.rindex(",") + 1 :]
                code = code.replace(segment, shorter)
        path.write_text(code, encoding="utf-8")
    return 0


def compile_qm(_: argparse.Namespace) -> int:
    """Compile the file that QGIS loads."""
    compiled(QM)
    print(f"{QM.relative_to(ROOT)}: {QM.stat().st_size} bytes")
    return 0


def compiled(target: Path) -> None:
    """Write at `target` what lrelease makes of the file of translations."""
    program = release_program()
    if program is None:
        raise SystemExit("lrelease is missing: run `make setup`")
    # A QGIS that runs has the old file in memory: it must be replaced, not written over.
    fresh = target.with_suffix(".new")
    subprocess.run([program, "-silent", str(TS), "-qm", str(fresh)], check=True)
    fresh.replace(target)


def release_program() -> str | None:
    """Return the compiler of Qt; on Debian its directory is not on the path."""
    return shutil.which("lrelease", path=f"/usr/lib/qt5/bin:{os.environ['PATH']}")


def main() -> int:
    """Run the command given."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run in (
        ("update", update),
        ("add", add),
        ("missing", missing),
        ("check", check),
        ("compile", compile_qm),
        ("tidy", tidy),
    ):
        command = commands.add_parser(name, help=run.__doc__)
        command.set_defaults(run=run)
        if run is add:
            command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()
    return options.run(options)


if __name__ == "__main__":
    raise SystemExit(main())
