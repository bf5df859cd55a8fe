"""Write the pages of docs/ that come from the code: algorithms, keys and the workshop.

    make docs                                   (or: python docs/make_help.py)

Needs the Python that QGIS uses. English and French are written; nothing is read from the network.
Titles, help, parameters, defaults and outputs come from the algorithms themselves, fields from
`algorithms/fields.py`, keys from `algorithms/key_help.py`, the workshop from its steps and from a
fresh run of the exercise; a test compares the pages with the code.
"""

from __future__ import annotations

import html
import importlib.util
import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
LANGUAGES = ("en", "fr")
PROVIDER = "alliance"

if str(DOCS) not in sys.path:
    sys.path.insert(0, str(DOCS))

from exercise_pages import exercise_pages  # noqa: E402
from field_meanings import meaning  # noqa: E402

NOTICE = "<!-- Made by `make docs` from the code: change the code, not this page. -->"

# --- words ----------------------------------------------------------------------------------------

WORDS = {
    "en": {
        "algorithms": "Algorithms",
        "algorithms_intro": (
            "Each algorithm of the toolbox, in the order of a study. The command lines run one "
            "after the other in a copy of the folder of the exercise, `resources/exercise`, once "
            "the plugin is enabled (`qgis_process plugins enable alliance`). On Windows the "
            "command is `qgis_process-qgis-ltr.bat` (or `qgis_process-qgis.bat`), in the OSGeo4W "
            "shell, on one line, with double quotes."
        ),
        "keys": "Keys of the method",
        "keys_intro": (
            "Every key that a parameter or a recipe takes: its formula, what it is good for, what"
            " to beware of, where it comes from. *Published*: the formula is in the work named. "
            "*Our reconstruction*: the work describes the step, not its exact rule. *Our own*: "
            "nobody else answers for it. The [method](method.md) says how they fit together."
        ),
        "formula": "Formula",
        "use": "Good for",
        "trap": "Beware",
        "difference": "Other programs",
        "reference": "Reference",
        "status": "Status",
        "parameters": "Parameters",
        "outputs": "Outputs",
        "fields": "Fields of",
        "example": "Example",
        "examples": "Examples",
        "name": "Name",
        "what": "Description",
        "type": "Type",
        "default": "Default",
        "optional": "optional",
        "advanced": "advanced",
        "one_of": "one of",
        "field_of": "field of",
        "at_least": "≥",
        "between": " from {least} to {most}",
        "colon": ":",
    },
    "fr": {
        "algorithms": "Algorithmes",
        "algorithms_intro": (
            "Chaque algorithme de la boîte à outils, dans l’ordre d’une étude. Les lignes de "
            "commande se lancent l’une après l’autre dans une copie du dossier de l’exercice, "
            "`resources/exercise`, une fois l’extension activée (`qgis_process plugins enable "
            "alliance`). Sous Windows, la commande est `qgis_process-qgis-ltr.bat` (ou "
            "`qgis_process-qgis.bat`), dans l’OSGeo4W Shell, sur une seule ligne, avec des "
            "guillemets doubles."
        ),
        "keys": "Clés de la méthode",
        "keys_intro": (
            "Toutes les clés qu’accepte un paramètre ou une recette : la formule, à quoi elle "
            "sert, ce dont il faut se méfier, d’où elle vient. *Publié* : la formule est dans le "
            "travail cité. *Notre reconstitution* : le travail décrit l’étape, pas sa règle "
            "exacte. *Propre à Alliance* : personne d’autre n’en répond. La [méthode](method.md) "
            "dit comment elles s’articulent."
        ),
        "formula": "Formule",
        "use": "Pour quoi faire",
        "trap": "Attention",
        "difference": "Autres programmes",
        "reference": "Référence",
        "status": "Statut",
        "parameters": "Paramètres",
        "outputs": "Sorties",
        "fields": "Champs de",
        "example": "Exemple",
        "examples": "Exemples",
        "name": "Nom",
        "what": "Description",
        "type": "Type",
        "default": "Défaut",
        "optional": "facultatif",
        "advanced": "avancé",
        "one_of": "au choix",
        "field_of": "champ de",
        "at_least": "≥",
        "between": " de {least} à {most}",
        "colon": "\u00a0:",
    },
}

# Types of parameters and outputs; one that is not here bears the name that QGIS gives it.
TYPES = {
    "en": {
        "source": "layer or table",
        "vector": "layer",
        "multilayer": "layers (repeat the parameter)",
        "string": "text",
        "boolean": "true or false",
        "file": "file",
        "sink": "layer or table written",
        "vectorDestination": "layer written",
        "folderDestination": "folder written",
        "fileDestination": "file written",
        "matrix": "table",
        "outputVector": "layer or table",
        "outputNumber": "number",
        "outputString": "text",
        "outputFile": "file",
        "outputHtml": "HTML page",
        "outputFolder": "folder",
        "whole": "whole number",
        "real": "number",
        "text": "text",
        "integer": "whole number",
        "long": "whole number",
    },
    "fr": {
        "source": "couche ou table",
        "vector": "couche",
        "multilayer": "couches (répéter le paramètre)",
        "string": "texte",
        "boolean": "true ou false",
        "file": "fichier",
        "sink": "couche ou table écrite",
        "vectorDestination": "couche écrite",
        "folderDestination": "dossier écrit",
        "fileDestination": "fichier écrit",
        "matrix": "tableau",
        "outputVector": "couche ou table",
        "outputNumber": "nombre",
        "outputString": "texte",
        "outputFile": "fichier",
        "outputHtml": "page HTML",
        "outputFolder": "dossier",
        "whole": "nombre entier",
        "real": "nombre",
        "text": "texte",
        "integer": "nombre entier",
        "long": "nombre entier",
    },
}

# --- what the code does not say -------------------------------------------------------------------

# The schema (a name of algorithms/fields.py) of an output layer, by its name; then exceptions.
SCHEMAS = {
    "FLOWS": "FLOWS",
    "REJECTS": "REJECTS",
    "REPAIRS": "REPAIRS",
    "LINKS": "LINKS",
    "UNITS_OUT": "UNITS",
    "SYSTEMS": "SYSTEMS",
    "LINKS_OUT": "DETECTED_LINKS",
    "COMPARISON": "COMPARISON",
    "SYSTEMS_SUMMARY": "SYSTEMS_SUMMARY",
    "PERIMETERS_SUMMARY": "PERIMETERS_SUMMARY",
    "STABILITY": "STABILITY",
    "TREE": "TREE",
    ("buildraillinks", "FLOWS"): "RAIL_FLOWS",
    ("regionalise", "SYSTEMS"): "REGIONS",
    ("aggregateflows", "OUTPUT"): "FLOWS",
    ("cumulatelinks", "OUTPUT"): "CUMULATED",
    ("systemsensitivity", "OUTPUT"): "SENSITIVITY",
    ("findalliances", "OUTPUT"): "ALLIANCES",
    ("territorialbalance", "OUTPUT"): "BALANCE",
}

_UNITS = {"UNITS": "exercise.gpkg|layername=units", "UNIT_CODE": "code", "UNIT_NAME": "name"}
_EPCI = {
    "PERIMETERS": "exercise.gpkg|layername=epci",
    "PERIMETER_CODE": "code",
    "PERIMETER_NAME": "name",
}

# Parameters of one or more runs of each algorithm, in an order in which each finds what it needs.
# They run as they stand in a copy of the folder of the exercise; a test does it.
EXAMPLES: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "loadflows": (
        {
            "INPUT": "flux_simules_domicile_travail.csv",
            "LINK_TYPE": "commuting",
            **_UNITS,
            "FLOWS": "commuting.gpkg",
            "REJECTS": "rejects.csv",
        },
        {
            "INPUT": "flux_simules_residences_secondaires.csv",
            "PRESET": "second_homes",
            "LINK_TYPE": "second homes",
            "WITH_GEOMETRY": False,
            "FLOWS": "second_homes_communes.gpkg",
        },
    ),
    "aggregateflows": (
        {
            "FLOWS": "second_homes_communes.gpkg",
            **_UNITS,
            "LOOKUP": "communes_unites_exercice.csv",
            "LOOKUP_FROM": "code",
            "LOOKUP_TO": "unit",
            "OUTPUT": "second_homes.gpkg",
        },
    ),
    "computelinks": (
        {
            "FLOWS": "commuting.gpkg",
            "LINK_TYPE": "commuting",
            **_UNITS,
            "INTENSITY": "relative_link",
            "RULE": "first",
            "RULE_VALUE": 2,
            "MIN_VOLUME": 100,
            "LINKS": "commuting_links.gpkg",
            "LOSS_REPORT": "commuting_selection.html",
        },
        {
            "FLOWS": "flux_simules_trains.csv",
            "ORIGIN_FIELD": "gare_origine",
            "DESTINATION_FIELD": "gare_destination",
            "VOLUME_FIELD": "trains_semaine",
            "LINK_TYPE": "trains",
            **_UNITS,
            "INTENSITY": "volume",
            "RULE": "first",
            "RULE_VALUE": 2,
            "MIN_VOLUME": 30,
            "LINKS": "train_links.gpkg",
        },
    ),
    "cumulatelinks": (
        {
            "LINKS": ["commuting_links.gpkg", "train_links.gpkg"],
            "WEIGHTS": "commuting,1,mobility,trains,1,transport",
            "NORMALISATION": "max",
            "OUTPUT": "cumulated_links.gpkg",
        },
    ),
    "detectsystems": (
        {
            "LINKS": "cumulated_links.gpkg",
            "THRESHOLD": 1,
            "METHOD": "attachment",
            **_UNITS,
            "UNIT_WEIGHT": "pop_zone",
            "UNITS_OUT": "units_systems.gpkg",
            "SYSTEMS": "systems.gpkg",
            "LINKS_OUT": "links_systems.gpkg",
        },
    ),
    "regionalise": (
        {
            "FLOWS": "commuting.gpkg",
            "METHOD": "ttwa",
            **_UNITS,
            "UNITS_OUT": "units_areas.gpkg",
            "SYSTEMS": "areas.gpkg",
        },
        {
            "FLOWS": "commuting.gpkg",
            "METHOD": "intramax",
            "REGIONS": 8,
            **_UNITS,
            "UNITS_OUT": "units_regions.gpkg",
            "SYSTEMS": "regions.gpkg",
            "TREE": "tree.csv",
        },
    ),
    "systemsensitivity": (
        {
            "LINKS": "cumulated_links.gpkg",
            "THRESHOLD": 1,
            "THRESHOLDS": "1,2",
            **_UNITS,
            "UNIT_WEIGHT": "pop_zone",
            "OUTPUT": "runs.csv",
            "STABILITY": "stability.gpkg",
        },
    ),
    "compareperimeters": (
        {
            "UNITS": "units_systems.gpkg",
            **_EPCI,
            "MEASURE": "weight",
            "FLOWS": "commuting.gpkg",
            "COMPARISON": "comparison.csv",
            "SYSTEMS_SUMMARY": "systems_summary.csv",
            "PERIMETERS_SUMMARY": "perimeters_summary.csv",
        },
    ),
    "findalliances": (
        {
            "LINKS": "cumulated_links.gpkg",
            **_UNITS,
            **_EPCI,
            "FRAMEWORKS": ["appartenances_simulees.csv"],
            "FRAMEWORK_UNIT": "code",
            "FRAMEWORK_CODE": "perim",
            "FRAMEWORK_NAME": "perim_name",
            "OUTPUT": "alliances.gpkg",
        },
    ),
    "territorialbalance": (
        {"FLOWS": "commuting.gpkg", **_UNITS, **_EPCI, "OUTPUT": "balance.csv"},
    ),
    "flowmaplayout": (
        {
            "LINKS": ["links_systems.gpkg"],
            "UNITS": "units_systems.gpkg",
            "SYSTEMS": "systems.gpkg",
            "TITLE": "Exercice (données simulées)",
            "OUTPUT": "map.pdf",
        },
    ),
    "styleresults": ({"LINKS": "links_systems.gpkg", "UNITS": "units_systems.gpkg"},),
    "runrecipe": ({"RECIPE": "recipe.json", "OUTPUT_FOLDER": "results"},),
}

# Families of keys: the parameters that take them, and their names in both languages.
FAMILIES = {
    "intensities": ("INTENSITY", "Intensity of a link", "Intensité d’un lien"),
    "rules": ("RULE", "Selection", "Sélection"),
    "margins": ("MARGINS", "Margins", "Marges"),
    "deterrences": ("DETERRENCE", "Effect of distance", "Effet de la distance"),
    "normalisations": ("NORMALISATION", "Scaling inside a kind", "Normalisation dans un type"),
    "methods": ("METHOD", "Systems", "Systèmes"),
    "region_methods": ("METHOD", "Regions", "Régions"),
    "shapes": ("SHAPE", "Shape of the systems", "Forme des systèmes"),
}


# --- pages ----------------------------------------------------------------------------------------


def pages(language: str) -> dict[str, str]:
    """Return every page made from the code, by its path under docs/."""
    from alliance.algorithms.language import in_language
    from alliance.algorithms.provider import ALGORITHMS

    with in_language(language):
        algorithms = [algorithm().create() for algorithm in ALGORITHMS]
        made = {
            f"{language}/algorithms/{algorithm.name()}.md": algorithm_page(algorithm, language)
            for algorithm in algorithms
        }
        made[f"{language}/algorithms/README.md"] = index_page(algorithms, language)
        made[f"{language}/keys.md"] = keys_page(language)
        made.update(exercise_pages(language, NOTICE))
    return made


def index_page(algorithms: Sequence[Any], language: str) -> str:
    """Return the list of the algorithms by group."""
    words = WORDS[language]
    lines = [NOTICE, "", f"# {words['algorithms']}", "", words["algorithms_intro"]]
    ordered = sorted(algorithms, key=lambda algorithm: algorithm.group())
    for group in sorted({algorithm.group() for algorithm in algorithms}):
        lines += ["", f"## {group}", ""]
        lines += [
            f"- [{algorithm.displayName()}]({algorithm.name()}.md) (`{full_id(algorithm)}`)"
            f"{words['colon']} {lowered(algorithm.shortDescription())}"
            for algorithm in ordered
            if algorithm.group() == group
        ]
    return "\n".join(lines) + "\n"


def algorithm_page(algorithm: Any, language: str) -> str:
    """Return the page of an algorithm."""
    words = WORDS[language]
    lines = [
        NOTICE,
        "",
        f"# {algorithm.displayName()}",
        "",
        f"`{full_id(algorithm)}` · {algorithm.group()}",
    ]
    for paragraph in paragraphs(algorithm.shortHelpString()):
        lines += ["", markdown(paragraph)]
    lines += ["", f"## {words['parameters']}", "", *parameter_table(algorithm, language)]
    lines += ["", f"## {words['outputs']}", "", *output_table(algorithm, language)]
    for name in written_layers(algorithm):
        lines += ["", f"### {words['fields']} `{name}`", ""]
        lines += field_table(schema_of(algorithm.name(), name), language)
    runs = EXAMPLES.get(algorithm.name(), ())
    if runs:
        lines += ["", f"## {words['examples' if len(runs) > 1 else 'example']}"]
        for run in runs:
            lines += ["", "```sh", command_line(full_id(algorithm), run), "```"]
    return "\n".join(lines) + "\n"


def keys_page(language: str) -> str:
    """Return the page of all the keys."""
    from alliance.algorithms import key_help
    from alliance.algorithms.wording import origin_labels

    words, origins = WORDS[language], origin_labels()
    lines = [NOTICE, "", f"# {words['keys']}", "", words["keys_intro"]]
    for family, (parameter, english, french) in FAMILIES.items():
        title = english if language == "en" else french
        lines += ["", f"## {title} (`{parameter}`)"]
        for key in getattr(key_help, family)():
            said = (
                (words["formula"], f"`{key.formula}`"),
                (words["use"], key.use),
                (words["trap"], key.trap),
                (words["difference"], key.difference),
                (words["reference"], key.reference),
                (words["status"], origins[key.status]),
            )
            lines += ["", f"### `{key.key}`{words['colon']} {key.label}", ""]
            lines += [f"- **{name}**{words['colon']} {text}" for name, text in said if text]
    return "\n".join(lines) + "\n"


# --- pieces ---------------------------------------------------------------------------------------


def parameter_table(algorithm: Any, language: str) -> Iterator[str]:
    """Yield the lines of the table of parameters."""
    words = WORDS[language]
    yield from head(words["name"], words["what"], words["type"], words["default"])
    for definition in algorithm.parameterDefinitions():
        flags = [type_of(definition, language)]
        if definition.flags() & definition.Flag.FlagOptional:
            flags.append(words["optional"])
        if definition.flags() & definition.Flag.FlagAdvanced:
            flags.append(words["advanced"])
        told = f"**{sentence(definition.description())}** {definition.help()}".strip()
        yield row(f"`{definition.name()}`", told, ", ".join(flags), default_of(definition))


def output_table(algorithm: Any, language: str) -> Iterator[str]:
    """Yield the lines of the table of outputs."""
    words = WORDS[language]
    yield from head(words["name"], words["what"], words["type"])
    for output in algorithm.outputDefinitions():
        kind = TYPES[language].get(output.type(), output.type())
        yield row(f"`{output.name()}`", output.description(), kind)


def field_table(schema: str, language: str) -> Iterator[str]:
    """Yield the lines of the table of fields of a schema."""
    words = WORDS[language]
    yield from head(words["name"], words["type"], words["what"])
    for name, kind in fields_of(schema):
        told = meaning(meaning_schema(schema), name, language)
        yield row(f"`{name}`", TYPES[language][kind], told)


def written_layers(algorithm: Any) -> list[str]:
    """Return the names of the layers and tables that an algorithm writes."""
    return [
        definition.name()
        for definition in algorithm.parameterDefinitions()
        if definition.type() == "sink"
    ]


def fields_of(schema: str) -> list[tuple[str, str]]:
    """Return the fields of a schema, name and type; `s_…`, `r_…` stand for one of each kind."""
    from alliance.algorithms import fields

    if meaning_schema(schema) != "CUMULATED":
        return list(getattr(fields, schema))
    some = fields.cumulated_schema(("…",), detected=schema == "DETECTED_LINKS")
    return list(some)


def meaning_schema(schema: str) -> str:
    """Return the schema under which the meanings of fields are written."""
    return "CUMULATED" if schema == "DETECTED_LINKS" else schema


def schema_of(algorithm: str, output: str) -> str:
    """Return the schema of an output layer.

    Raises
    ------
    KeyError
        It is not known: add it to `SCHEMAS`.
    """
    return SCHEMAS.get((algorithm, output)) or SCHEMAS[output]


def type_of(definition: Any, language: str) -> str:
    """Return the type of a parameter in words."""
    words, types, kind = WORDS[language], TYPES[language], definition.type()
    if kind == "enum":
        keys = ", ".join(f"`{key}`" for key in definition.options())
        return f"{words['one_of']}{words['colon']} {keys}"
    if kind == "field":
        return f"{words['field_of']} `{definition.parentLayerParameterName()}`"
    if kind == "number":
        whole = definition.dataType() == definition.Type.Integer
        return types["whole" if whole else "real"] + bounds_of(definition, words)
    return types.get(kind) or kind


def bounds_of(definition: Any, words: Mapping[str, str]) -> str:
    """Return the bounds of a number, '' where there is none."""
    from alliance.algorithms.base import NO_MAXIMUM

    least, most = definition.minimum(), definition.maximum()
    if most < NO_MAXIMUM:
        return words["between"].format(least=number(least), most=number(most))
    return f" {words['at_least']} {number(least)}" if least > -1e300 else ""


def default_of(definition: Any) -> str:
    """Return the default value of a parameter, a dash when there is none."""
    value = definition.defaultValue()
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    return f"`{number(value) if isinstance(value, (int, float)) else value}`"


def command_line(name: str, parameters: Mapping[str, Any]) -> str:
    """Return the call of `qgis_process` for a run."""
    words = [f"qgis_process run {name} --"]
    for key, value in parameters.items():
        for one in value if isinstance(value, list) else [value]:
            text = str(one).lower() if isinstance(one, bool) else str(one)
            words.append(f"{key}={shlex.quote(text)}")
    return " \\\n  ".join(words)


def full_id(algorithm: Any) -> str:
    """Return the id with that of the provider, which an algorithm made alone does not know."""
    return f"{PROVIDER}:{algorithm.name()}"


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a help text."""
    return re.findall(r"<p>(.*?)</p>", text, flags=re.DOTALL)


def markdown(text: str) -> str:
    """Return simple HTML as Markdown."""
    code = re.compile(r"<code>(.*?)</code>", flags=re.DOTALL)
    pieces = code.split(text)
    for place, piece in enumerate(pieces):
        if place % 2:
            pieces[place] = f"`{html.unescape(piece)}`"
            continue
        piece = re.sub(r"</?b>", "**", piece)
        piece = re.sub(r"</?i>", "*", piece)
        piece = re.sub(r"<br\s*/?>", "\\\n", piece)
        piece = re.sub(r"</?small>", "", piece)
        pieces[place] = html.unescape(piece)
    return "".join(pieces)


def head(*names: str) -> Iterator[str]:
    """Yield the two lines that open a table."""
    yield row(*names)
    yield "|" + "---|" * len(names)


def row(*cells: str) -> str:
    """Return a line of a table."""
    # Not split(): it would take the no-break spaces of French for ordinary ones.
    flat = (re.sub(r"[ \n]+", " ", cell.strip(" \n")) for cell in cells)
    safe = (re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in flat)
    return "| " + " | ".join(safe) + " |"


def sentence(text: str) -> str:
    """Return a label closed by a full stop."""
    return text if text[-1:] in ".…?!" else text + "."


def lowered(text: str) -> str:
    """Return a sentence that follows a colon."""
    return text[:1].lower() + text[1:]


def number(value: float) -> str:
    """Return a number without idle decimals."""
    return str(int(value)) if float(value).is_integer() else str(value)


# --- command --------------------------------------------------------------------------------------


def register_package() -> None:
    """Make the root of the repository the package `alliance`, whatever its folder is called."""
    if "alliance" in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(
        "alliance", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules["alliance"] = package
    spec.loader.exec_module(package)


def stale(made: Iterable[str]) -> list[Path]:
    """Return the pages of algorithms that are there and that nothing makes any more."""
    wanted = {DOCS / path for path in made}
    return sorted(
        path
        for language in LANGUAGES
        for path in (DOCS / language / "algorithms").glob("*.md")
        if path not in wanted
    )


def main() -> None:
    """Write every page, and remove those of algorithms that are gone."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    register_package()
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    made = {path: text for language in LANGUAGES for path, text in pages(language).items()}
    for path, text in made.items():
        target = DOCS / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for path in stale(made):
        path.unlink()
    print(f"docs: {len(made)} pages")
    application.exitQgis()


if __name__ == "__main__":
    main()
