"""Maps that can be printed: one page, an atlas of the systems, or one map a kind of links."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterVectorLayer,
    QgsProject,
)

from ..core.errors import InputError, SettingsError
from ..core.messages import translate
from ..core.options import ORIENTATIONS, PAGES
from . import parameters as ask
from .base import AllianceAlgorithm
from .layers import progress_of
from .typography import counted

if TYPE_CHECKING:
    from .layout_layers import Subject
    from .layout_style import HouseStyle
    from .layouts import Made, Sheet

SOURCE = QgsProcessing.SourceType


class FlowMapLayout(AllianceAlgorithm):
    """`alliance:flowmaplayout`."""

    ID = "flowmaplayout"
    GROUP = "maps"

    def title(self) -> str:
        return translate("Alliance", "Print layout of flow maps")

    def summary(self) -> str:
        return translate(
            "Alliance",
            "Makes a page ready to print, or an atlas of one page a system, with legends of widths "
            "and circles, figures, scale, north, source and method."
        )

    def help_paragraphs(self) -> Sequence[str]:
        return (
            translate(
                "Alliance",
                "The layout is added to the project, where every item can be moved and changed, "
                "and written as a pdf or a png of 300 dots per inch. Layers of the project that "
                "have a style of this plugin are drawn as they are; others get one, on a copy."
            ),
            translate(
                "Alliance",
                "The legend shows round values in the very widths and diameters of the map, and is "
                "drawn again when you change a style of the project."
            ),
            translate(
                "Alliance",
                "An atlas has one page a system: its map, where it lies, its figures, the "
                "perimeters that its units lie in, its units and its strongest links. As a pdf it "
                "is one file, as png one numbered file a page."
            ),
            translate(
                "Alliance",
                "Small multiples put one map a kind of links beside the cumulated one. They need "
                "the fields s_… and r_… of cumulated links, or several layers of links."
            ),
            translate(
                "Alliance",
                "A template carries the look of your agency. As a .qpt, drawn in the layout "
                "designer of QGIS, its items are filled by their ids: map, title, subtitle, "
                "source, note, legend, scale, figures, table, logo, inset. As a JSON file, it "
                "gives font, sizes, colours and logo of the pages made here. Copy one of the "
                "folder resources/layouts of the plugin and change it."
            ),
        )

    def keywords(self) -> str:
        return translate("Alliance", "print,layout,atlas,map,legend,pdf,png,small multiples")

    # The layout belongs to the project, which only the main thread may change.
    def flags(self) -> Any:
        return super().flags() | self.Flag.FlagNoThreading

    def initAlgorithm(self, configuration: Any = None) -> None:
        for parameter in (*_layer_parameters(), *_text_parameters(), *_page_parameters()):
            self.addParameter(parameter)
        output = QgsProcessingParameterFileDestination(
            "OUTPUT",
            translate("Alliance", "File to print"),
            "PDF (*.pdf);;PNG (*.png)",
            None,
            True,
        )
        output.setHelp(
            translate("Alliance", "A pdf or a png; without it, the layout is only in the project.")
        )
        self.addParameter(output)
        self.addOutput(QgsProcessingOutputString("LAYOUT", translate("Alliance", "Layout")))
        self.addOutput(QgsProcessingOutputNumber("PAGE_COUNT", translate("Alliance", "Pages")))

    def compute(self, parameters: dict[str, Any], context: Any, feedback: Any) -> dict[str, Any]:
        from .layout_export import check_ending, export

        progress = progress_of(feedback)
        progress(0.0)
        target = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        path = Path(target).expanduser().absolute() if target else None
        if path is not None:
            check_ending(path)
        project = context.project()
        subject = self._subject(parameters, context)
        made = self._made(parameters, context, subject, project or QgsProject())
        pages = made.layout.atlas()
        count = pages.updateFeatures() if pages.enabled() else 1
        if pages.enabled():
            _tell_systems_without_page(subject, count, feedback)
        files = export(made.layout, path, progress, feedback) if path is not None else []
        outputs = {"PAGE_COUNT": count, "LAYOUT": _kept(made, project) if project else ""}
        for file in files:
            feedback.pushInfo(translate("Alliance", "Written: {path}").format(path=file))
        return {**outputs, "OUTPUT": str(files[0])} if files else outputs

    def _subject(self, parameters: dict[str, Any], context: Any) -> Subject:
        from .layout_layers import subject_of

        return subject_of(
            self.parameterAsLayerList(parameters, "LINKS", context),
            self.parameterAsVectorLayer(parameters, "UNITS", context),
            self.parameterAsVectorLayer(parameters, "SYSTEMS", context),
            self.parameterAsLayerList(parameters, "PERIMETERS", context),
            context.project(),
        )

    def _made(
        self, parameters: dict[str, Any], context: Any, subject: Subject, project: QgsProject
    ) -> Made:
        from .layout_template import ENDING, fill_template
        from .layouts import atlas, multiples, one_map

        sheet = self._sheet(parameters, context)
        wants_atlas = self.parameterAsBool(parameters, "ATLAS", context)
        wants_multiples = self.parameterAsBool(parameters, "MULTIPLES", context)
        if wants_atlas and wants_multiples:
            raise SettingsError(
                translate(
                    "Alliance",
                    "Choose an atlas or small multiples: both together leave no room on a page."
                )
            )
        if wants_atlas and subject.systems is None:
            raise InputError(
                translate(
                    "Alliance",
                    "An atlas has one page a system: give the layer of systems that “Detect "
                    "systems” made."
                )
            )
        template = self._template(parameters, context)
        if template is not None and template.suffix.lower() == ENDING:
            return fill_template(
                template, subject, sheet, project, atlas=wants_atlas, multiples=wants_multiples
            )
        make = atlas if wants_atlas else multiples if wants_multiples else one_map
        return make(subject, sheet, project)

    def _sheet(self, parameters: dict[str, Any], context: Any) -> Sheet:
        from .layouts import Sheet

        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        return Sheet(
            title=text("TITLE") or translate("Alliance", "Interurban systems"),
            subtitle=text("SUBTITLE"),
            source=text("SOURCE"),
            note=text("NOTE"),
            page=self.parameterAsEnumString(parameters, "PAGE", context),
            orientation=self.parameterAsEnumString(parameters, "ORIENTATION", context),
            style=self._style(parameters, context),
        )

    def _style(self, parameters: dict[str, Any], context: Any) -> HouseStyle:
        from .layout_style import DEFAULT, read_style
        from .layout_template import ENDING

        template = self._template(parameters, context)
        if template is None or template.suffix.lower() == ENDING:
            template = DEFAULT
        logo = self.parameterAsFile(parameters, "LOGO", context)
        return read_style(template, Path(logo) if logo else None)

    def _template(self, parameters: dict[str, Any], context: Any) -> Path | None:
        given = self.parameterAsFile(parameters, "TEMPLATE", context)
        return Path(given) if given else None


def _tell_systems_without_page(subject: Subject, pages: int, feedback: Any) -> None:
    """Warn of systems that no page can show; raise where none can be shown."""
    from .layout_atlas import systems_without_page

    if pages == 0:
        raise InputError(
            translate(
                "Alliance",
                "No system of “{layer}” has a place on the map, so the atlas has no page: give a "
                "layer of systems with polygons."
            ).format(layer=subject.systems.name())
        )
    without = systems_without_page(subject.systems)
    if without:
        feedback.pushWarning(
            counted(
                without,
                translate(
                    "Alliance",
                    "{count} system without a page: its units have no geometry, so no map can "
                    "show it."
                ),
                translate(
                    "Alliance",
                    "{count} systems without a page: their units have no geometry, so no map can "
                    "show them."
                ),
            )
        )


def _kept(made: Made, project: QgsProject) -> str:
    """Give the layout and the layers that it needs to the project; return its name there."""
    from .layout_layers import brought_along

    for layer in brought_along(made.layers, project):
        # Not in the tree: it shows the layers of the user, not the copies of a page.
        project.addMapLayer(layer, False)
    manager = project.layoutManager()
    taken = {layout.name() for layout in manager.layouts()}
    name, number = made.layout.name(), 1
    while made.layout.name() in taken:
        number += 1
        made.layout.setName(f"{name} ({number})")
    manager.addLayout(made.layout)
    return made.layout.name()


def _layer_parameters() -> list[Any]:
    links = QgsProcessingParameterMultipleLayers(
        "LINKS", translate("Alliance", "Links"), SOURCE.TypeVectorLine, None, True
    )
    links.setHelp(
        translate(
            "Alliance",
            "Cumulated links, links of one kind, or several layers of links for small multiples."
        )
    )
    units = QgsProcessingParameterVectorLayer(
        "UNITS",
        translate("Alliance", "Units"),
        [SOURCE.TypeVectorPoint, SOURCE.TypeVectorPolygon],
        None,
        True,
    )
    units.setHelp(translate("Alliance", "Units with their system, points or polygons."))
    systems = QgsProcessingParameterVectorLayer(
        "SYSTEMS", translate("Alliance", "Systems"), [SOURCE.TypeVectorPolygon], None, True
    )
    systems.setHelp(translate("Alliance", "Systems as polygons; an atlas needs them."))
    perimeters = QgsProcessingParameterMultipleLayers(
        "PERIMETERS", translate("Alliance", "Perimeters"), SOURCE.TypeVectorPolygon, None, True
    )
    perimeters.setHelp(
        translate("Alliance", "EPCI, SCoT, départements…: outlines over the systems.")
    )
    return [links, units, systems, perimeters]


def _text_parameters() -> list[Any]:
    return [
        ask.text(
            "TITLE",
            translate("Alliance", "Title"),
            translate("Alliance", "Also the name of the layout in the project."),
        ),
        ask.text(
            "SUBTITLE",
            translate("Alliance", "Subtitle"),
            translate("Alliance", "Place, year, kinds of links…"),
        ),
        ask.text(
            "SOURCE",
            translate("Alliance", "Source"),
            translate("Alliance", "Where the data come from, without the word “Source”."),
        ),
        ask.text(
            "NOTE",
            translate("Alliance", "Note on the method"),
            translate("Alliance", "How links were selected, cumulated and grouped."),
        ),
    ]


def _page_parameters() -> list[Any]:
    template = QgsProcessingParameterFile(
        "TEMPLATE",
        translate("Alliance", "Template"),
        optional=True,
        fileFilter=translate("Alliance", "Templates (*.qpt *.json)"),
    )
    template.setHelp(
        translate(
            "Alliance",
            "The look of your agency: a .qpt of the layout designer, whose paper it keeps, or a "
            "JSON file."
        )
    )
    logo = QgsProcessingParameterFile("LOGO", translate("Alliance", "Logo"), optional=True)
    logo.setHelp(
        translate("Alliance", "Picture (png, jpg, svg); it takes the place of the template's.")
    )
    return [
        ask.choice(
            "PAGE",
            translate("Alliance", "Page"),
            translate("Alliance", "Size of the paper."),
            list(PAGES),
            "a4",
        ),
        ask.choice(
            "ORIENTATION",
            translate("Alliance", "Orientation"),
            translate("Alliance", "Across (landscape) or upright (portrait)."),
            list(ORIENTATIONS),
            "landscape",
        ),
        ask.flag(
            "ATLAS",
            translate("Alliance", "Atlas"),
            translate("Alliance", "One page a system, with its figures and lists."),
            False,
        ),
        ask.flag(
            "MULTIPLES",
            translate("Alliance", "Small multiples"),
            translate("Alliance", "One small map a kind of links beside the cumulated one."),
            False,
        ),
        template,
        logo,
    ]
