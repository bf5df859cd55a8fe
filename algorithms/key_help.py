"""Help for each key of the method, as data: formula, use, trap, reference, honesty.

Formulas and references are written once, for every language: F is a directed flow, O and D the
margins of its ends, T their total, E what a model expects, w the weight of a unit, C and I the
score and the intensity of a cumulated link. What other programs do otherwise is said where it
changes a result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from ..core.messages import translate
from ..core.options import (
    DETERRENCES,
    INTENSITIES,
    MARGINS,
    NORMALISATIONS,
    REGION_METHODS,
    RULES,
    SHAPES,
    SYSTEM_METHODS,
)
from .wording import (
    OURS,
    PUBLISHED,
    deterrence_labels,
    intensity_labels,
    label,
    margin_labels,
    method_labels,
    normalisation_labels,
    origin_labels,
    origin_of_method,
    origin_of_rule,
    rule_labels,
    shape_labels,
)

_TOBLER = "Tobler 1987, Experiments in migration mapping by computer"
_FLOWS = "Beauguitte, Giraud & Guérois 2015, Le package flows"
_DIJKSTRA = "Dijkstra, Poelman & Veneri 2019, The EU-OECD definition of a functional urban area"
_INSEE = "INSEE 2015, Les zonages d'étude de l'Insee (Insee Méthodes 129)"
_COOMBES = "Coombes & Bond 2008, Travel-to-Work Areas: the 2007 review"
_WILSON = "Wilson 1971, A family of spatial interaction models"
_HYMAN = "Hyman 1969, The calibration of trip distribution models"
_NYSTUEN = "Nystuen & Dacey 1961, A graph theory interpretation of nodal regions"
_BERROIR = "Berroir et al. 2017, Les systèmes urbains français"


@dataclass(frozen=True)
class Advice:
    """What is said of a key; see `KeyHelp`."""

    formula: str
    use: str
    trap: str
    reference: str = ""
    difference: str = ""


@dataclass(frozen=True)
class KeyHelp:
    """Help for one key.

    Attributes
    ----------
    key, label : str
        The key, and its short name in the language of the present run.
    status : str
        PUBLISHED, RECONSTRUCTED or OURS (:mod:`alliance.algorithms.wording`).
    formula : str
        What is computed, in plain text and in no language.
    use, trap : str
        One sentence each: what the key is good for, and what to beware of.
    reference : str
        Authors, year and short title; empty when the key is ours.
    difference : str
        Where a known program gives something else, and what; empty when none does.
    """

    key: str
    label: str
    status: str
    formula: str
    use: str
    trap: str
    reference: str
    difference: str

    def html(self) -> str:
        """Return a paragraph for the panel of an algorithm."""
        status = origin_labels()[self.status]
        said = " ".join(filter(None, (self.use, self.trap, self.difference)))
        lines = (
            f"<b>{self.key}</b> · {escape(self.label, quote=False)} · <i>{status}</i>",
            f"<code>{escape(self.formula, quote=False)}</code>",
            said,
            f"<small>{escape(self.reference, quote=False)}</small>",
        )
        return "<br/>".join(lines if self.reference else lines[:-1])


# --- families of keys -----------------------------------------------------------------------------


def intensities() -> list[KeyHelp]:
    """Return the help of each measure of intensity."""
    return _family(INTENSITIES, intensity_labels(), _published, _intensity_advice())


def rules() -> list[KeyHelp]:
    """Return the help of each selection rule."""
    return _family(RULES, rule_labels(), origin_of_rule, _rule_advice())


def margins() -> list[KeyHelp]:
    """Return the help of each choice of margins."""
    return _family(MARGINS, margin_labels(), _published, _margin_advice())


def deterrences() -> list[KeyHelp]:
    """Return the help of each deterrence function of the gravity model."""
    return _family(DETERRENCES, deterrence_labels(), _published, _deterrence_advice())


def normalisations() -> list[KeyHelp]:
    """Return the help of each scaling inside a kind of links."""
    return _family(NORMALISATIONS, normalisation_labels(), _ours, _normalisation_advice())


def methods() -> list[KeyHelp]:
    """Return the help of each way to make systems."""
    return _family(SYSTEM_METHODS, method_labels(), origin_of_method, _method_advice())


def region_methods() -> list[KeyHelp]:
    """Return the help of each way to make regions."""
    return _family(REGION_METHODS, method_labels(), origin_of_method, _region_advice())


def shapes() -> list[KeyHelp]:
    """Return the help of each way to draw a system."""
    return _family(SHAPES, shape_labels(), _ours, _shape_advice())


def intensity_help() -> Sequence[str]:
    """Return one paragraph a measure of intensity."""
    return [help_.html() for help_ in intensities()]


def rule_help() -> Sequence[str]:
    """Return one paragraph a selection rule."""
    return [help_.html() for help_ in rules()]


def margin_help() -> Sequence[str]:
    """Return one paragraph a choice of margins."""
    return [help_.html() for help_ in margins()]


def deterrence_help() -> Sequence[str]:
    """Return one paragraph a deterrence function."""
    return [help_.html() for help_ in deterrences()]


def normalisation_help() -> Sequence[str]:
    """Return one paragraph a scaling."""
    return [help_.html() for help_ in normalisations()]


def method_help() -> Sequence[str]:
    """Return one paragraph a way to make systems."""
    return [help_.html() for help_ in methods()]


def region_help() -> Sequence[str]:
    """Return one paragraph a way to make regions."""
    return [help_.html() for help_ in region_methods()]


def shape_help() -> Sequence[str]:
    """Return one paragraph a way to draw a system."""
    return [help_.html() for help_ in shapes()]


def _family(
    keys: Sequence[str],
    labels: Mapping[str, str],
    status_of: Callable[[str], str],
    advice: Mapping[str, Advice],
) -> list[KeyHelp]:
    return [
        KeyHelp(key=key, label=label(labels, key), status=status_of(key), **vars(advice[key]))
        for key in keys
    ]


def _published(key: str) -> str:
    return PUBLISHED


def _ours(key: str) -> str:
    return OURS


# --- what is said of each -------------------------------------------------------------------------


def _intensity_advice() -> Mapping[str, Advice]:
    return {
        "volume": Advice(
            formula="F_ij + F_ji",
            use=translate("Alliance", "Says how much is exchanged; everyone understands it."),
            trap=translate(
                "Alliance", "Large units come first whatever their ties: it measures size as well."
            ),
            reference=_TOBLER,
        ),
        "origin_share": Advice(
            formula="max(F_ij/O_i, F_ji/O_j)",
            use=translate(
                "Alliance",
                "Shows dependence: a small town that sends much to one place stands out."
            ),
            trap=translate(
                "Alliance",
                "One direction is enough, so a tie that the larger end hardly feels comes out "
                "strong."
            ),
            reference=_DIJKSTRA,
        ),
        "relative_link": Advice(
            formula="F_ij/O_i + F_ji/O_j",
            use=translate(
                "Alliance",
                "Weighs both directions, each against its own origin: fair between towns of "
                "unequal size."
            ),
            trap=translate(
                "Alliance",
                "0.4 one way equals 0.2 both ways: read it together with the reciprocity."
            ),
            reference=_INSEE,
        ),
        "smart": Advice(
            formula="F_ij^2/(O_i D_j) + F_ji^2/(O_j D_i)",
            use=translate(
                "Alliance",
                "Sets each flow against both of its ends: the usual tie of labour-market areas."
            ),
            trap=translate(
                "Alliance",
                "The square crushes ties of middling strength, and values fall sharply when "
                "internal flows count in the margins."
            ),
            reference="Smart 1974, Labour market areas: uses and definition; " + _COOMBES,
        ),
        "cosine": Advice(
            formula="F_ij/sqrt(O_i D_j) + F_ji/sqrt(O_j D_i)",
            use=translate(
                "Alliance",
                "Compares as Smart's index does, without the square: ties of middling strength "
                "stay visible."
            ),
            trap=translate(
                "Alliance", "Values lie close together, so a threshold cuts less sharply."
            ),
            reference="van Eck & Waltman 2009, How to normalize cooccurrence data?",
        ),
        "preference": Advice(
            formula=(
                "(F_ij + F_ji)/(E_ij + E_ji), E_ij = a_i b_j (i != j), sum_j E_ij = O_i, "
                "sum_i E_ij = D_j"
            ),
            use=translate(
                "Alliance",
                "Shows who exchanges more than sizes lead one to expect: 1 is as expected."
            ),
            trap=translate(
                "Alliance",
                "Explodes on tiny flows, so a minimum volume is required; neighbours always stand "
                "out, and internal flows never count."
            ),
            reference=(
                "Savage & Deutsch 1960, A statistical model of the gross analysis of transaction "
                "flows; Goodman 1963, Statistical methods for the preliminary analysis of "
                "transaction flows"
            ),
        ),
        "gravity": Advice(
            formula=(
                "(F_ij + F_ji)/(E_ij + E_ji), E_ij = A_i O_i B_j D_j f(d_ij), sum_j E_ij = O_i, "
                "sum_i E_ij = D_j"
            ),
            use=translate(
                "Alliance",
                "Shows who exchanges more than sizes and distance lead one to expect: ties that "
                "proximity does not explain."
            ),
            trap=translate(
                "Alliance",
                "Explodes on tiny flows, so a minimum volume is required; it needs distances, and "
                "internal flows never count."
            ),
            reference=_WILSON + "; " + _HYMAN,
        ),
    }


def _rule_advice() -> Mapping[str, Advice]:
    at_least = translate(
        "Alliance",
        "The R package flows 2.0.0 asks for strictly more than the value in its local mode; here "
        "the value itself passes."
    )
    return {
        "all": Advice(
            formula="F_ij > 0",
            use=translate(
                "Alliance", "For tables that are already a choice: partnerships, supply of trains."
            ),
            trap=translate(
                "Alliance",
                "A map of every flow shows nothing, and each pair of towns adds to the score."
            ),
            reference=_TOBLER,
        ),
        "min_volume": Advice(
            formula="F_ij >= k",
            use=translate(
                "Alliance", "Simple to defend, and takes out census flows too small to be certain."
            ),
            trap=translate("Alliance", "Small towns fall out, however much they depend on one."),
            reference=_FLOWS,
            difference=at_least,
        ),
        "top_share_global": Advice(
            formula="sum_{s<r} F_(s) < k/100 T, F_(1) >= F_(2) >= ...",
            use=translate("Alliance", "Keeps the volume that you decide with the fewest flows."),
            trap=translate("Alliance", "A few metropolises may take it all."),
            reference=_FLOWS,
        ),
        "first": Advice(
            formula="rank_i(F_ij) <= k",
            use=translate(
                "Alliance", "Gives every unit its say: each one keeps its main partners."
            ),
            trap=translate(
                "Alliance", "A first flow may be tiny: give a minimum volume with this rule."
            ),
            reference=_FLOWS,
            difference=translate(
                "Alliance",
                "Where flows tie, the R package flows 2.0.0 keeps those of the last columns; here "
                "the larger partner comes first, then the smaller code."
            ),
        ),
        "min_share": Advice(
            formula="F_ij/O_i >= k/100",
            use=translate(
                "Alliance",
                "Keeps what matters to the origin: the usual criterion of commuting zones."
            ),
            trap=translate(
                "Alliance",
                "A unit with few outflows passes by chance, and a metropolis that spreads its own "
                "keeps none."
            ),
            reference=_DIJKSTRA,
            difference=at_least,
        ),
        "top_share_local": Advice(
            formula="sum_{s<r} F_i(s) < k/100 O_i, F_i(1) >= F_i(2) >= ...",
            use=translate(
                "Alliance",
                "Adapts to each unit: few flows where they are concentrated, more where they are "
                "spread."
            ),
            trap=translate(
                "Alliance",
                "With internal flows in the margins the share may never be reached: every flow of "
                "the unit is then kept."
            ),
            reference=_FLOWS,
            difference=translate(
                "Alliance",
                "Where flows reach the share exactly, the R package flows 2.0.0 keeps one more in "
                "its local mode."
            ),
        ),
        "dominant": Advice(
            formula="F_ij = max_l F_il, w_j > w_i",
            use=translate(
                "Alliance", "Draws the hierarchy: which town depends on which, as trees."
            ),
            trap=translate(
                "Alliance",
                "One partner a town: reciprocal ties and second partners vanish, and units of "
                "equal weight never dominate each other."
            ),
            reference=_NYSTUEN,
        ),
        "disparity": Advice(
            formula="min((1 - F_ij/O_i)^(n_i - 1), (1 - F_ij/D_j)^(n_j - 1)) < k",
            use=translate(
                "Alliance",
                "Keeps what stands out among the flows of either end, for small towns as for large "
                "ones."
            ),
            trap=translate(
                "Alliance",
                "A unit with a single flow keeps none by itself: there is nothing to compare it "
                "with."
            ),
            reference=(
                "Serrano, Boguñá & Vespignani 2009, Extracting the multiscale backbone of complex "
                "weighted networks"
            ),
        ),
        "noise_corrected": Advice(
            formula=(
                "s - k sd > 0; kappa = T/(O_i D_j); s = (kappa F_ij - 1)/(kappa F_ij + 1); "
                "p0 = O_i D_j/T^2; v0 = O_i D_j (T - O_i) (T - D_j)/(T^4 (T - 1)); "
                "a0 = p0^2/v0 (1 - p0) - p0; b0 = p0 (1 - p0)^2/v0 - (1 - p0); "
                "p = (a0 + F_ij)/(a0 + b0 + T); d = 1/(O_i D_j) - T (O_i + D_j)/(O_i D_j)^2; "
                "sd = sqrt(T p (1 - p)) 2 abs(kappa + F_ij d)/(kappa F_ij + 1)^2"
            ),
            use=translate(
                "Alliance",
                "Keeps flows above what the sizes of both ends and the noise of small counts "
                "explain."
            ),
            trap=translate(
                "Alliance",
                "Made for counts (persons, projects): in thousands or in percent it selects "
                "otherwise."
            ),
            reference="Coscia & Neffke 2017, Network backboning with noisy data",
            difference=translate(
                "Alliance",
                "The module published with the article writes 1 - p0^2 where the moments give "
                "(1 - p0)^2; here the prior has them exactly."
            ),
        ),
        "min_intensity": Advice(
            formula="I_ij >= k",
            use=translate("Alliance", "Selects on the measure of intensity itself."),
            trap=translate(
                "Alliance",
                "Its scale depends on the measure, the units and the margins: a threshold does not "
                "carry over to other data."
            ),
        ),
    }


def _margin_advice() -> Mapping[str, Advice]:
    return {
        "external": Advice(
            formula="O_i = sum_j F_ij (j != i), D_j = sum_i F_ij (i != j)",
            use=translate("Alliance", "Asks where those who leave go: the relations of towns."),
            trap=translate(
                "Alliance", "A closed town, with few outflows, gets high shares on small volumes."
            ),
            reference=_NYSTUEN,
        ),
        "all": Advice(
            formula="O_i = sum_j F_ij, D_j = sum_i F_ij",
            use=translate("Alliance", "Asks what a relation weighs in the whole life of a town."),
            trap=translate(
                "Alliance",
                "The file must hold the flows inside each unit; without them it is “external”."
            ),
            reference=_COOMBES,
        ),
    }


def _deterrence_advice() -> Mapping[str, Advice]:
    return {
        "exponential": Advice(
            formula="f(d) = exp(-beta d), sum E_ij d_ij = sum F_ij d_ij",
            use=translate("Alliance", "For daily flows, which fade quickly with distance."),
            trap=translate("Alliance", "Any flow over a long distance comes out as a surprise."),
            reference=_WILSON + "; " + _HYMAN,
        ),
        "power": Advice(
            formula="f(d) = d^-beta, sum E_ij log(d_ij) = sum F_ij log(d_ij)",
            use=translate("Alliance", "For flows of long range: migration, firms, research."),
            trap=translate(
                "Alliance", "Cannot bear distances of 0, and leans heavily on the short ones."
            ),
            reference=_WILSON + "; " + _HYMAN,
        ),
    }


def _normalisation_advice() -> Mapping[str, Advice]:
    return {
        "max": Advice(
            formula="r = x/max(x)",
            use=translate(
                "Alliance", "Keeps proportions inside a kind: twice as strong counts twice."
            ),
            trap=translate("Alliance", "One extreme link flattens all the others of its kind."),
        ),
        "rank": Advice(
            formula="r = (rank(x) - 1/2)/n",
            use=translate("Alliance", "Resists extreme values: only the order counts."),
            trap=translate("Alliance", "Gaps vanish: a giant and its runner-up become neighbours."),
        ),
        "share": Advice(
            formula="r = x/sum(x)",
            use=translate("Alliance", "Gives each kind the same total to share out."),
            trap=translate(
                "Alliance", "The fewer links a kind selects, the more each of them gets."
            ),
        ),
    }


def _method_advice() -> Mapping[str, Advice]:
    return {
        "attachment": Advice(
            formula=(
                "p(i) = argmax_j (C_ij, I_ij, w_j, -code_j), C_ij >= tau; "
                "i -> p(i) <=> (w_p, -code_p) > (w_i, -code_i)"
            ),
            use=translate(
                "Alliance",
                "Gives systems with a centre and a hierarchy, and does not chain a whole country "
                "together."
            ),
            trap=translate(
                "Alliance",
                "Each unit has one partner: a town between two systems is given to one of them, "
                "and the weights decide who leads."
            ),
            reference=_NYSTUEN + "; " + _BERROIR,
        ),
        "components": Advice(
            formula="i ~ j <=> C_ik >= tau, C_kl >= tau, ..., C_mj >= tau",
            use=translate("Alliance", "Supposes nothing but the threshold: easy to explain."),
            trap=translate(
                "Alliance", "At a low threshold, link after link chains half the country together."
            ),
            reference=_BERROIR,
        ),
        "core_attachment": Advice(
            formula=(
                "c = components(C >= tau); |c(i)| = 1 => c(i) := c(argmax_j (C_ij, I_ij, w_j, "
                "-code_j))"
            ),
            use=translate(
                "Alliance", "Strict cores, and small towns still find the system they lean on."
            ),
            trap=translate(
                "Alliance",
                "A unit left alone joins by a link of any value: set a maximum distance."
            ),
            reference=_BERROIR,
        ),
        "louvain": Advice(
            formula="max sum_c [L_c/m - gamma (K_c/(2 m))^2]",
            use=translate(
                "Alliance",
                "Looks at the whole network: groups with more links among themselves than chance "
                "gives."
            ),
            trap=translate(
                "Alliance",
                "Small groups in a large network may be missed (resolution limit), and the centre "
                "is only the largest unit."
            ),
            reference=(
                "Blondel et al. 2008, Fast unfolding of communities in large networks; "
                "Traag, Waltman & van Eck 2019, From Louvain to Leiden"
            ),
            difference=translate(
                "Alliance",
                "Where networkx and igraph draw the order of the units at random, here it is that "
                "of their codes; communities are always connected."
            ),
        ),
    }


def _region_advice() -> Mapping[str, Advice]:
    return {
        "ttwa": Advice(
            formula=(
                "min(msc/tarSC, 1) [1 - (1 - minSC/tarSC) max((tarSZ - R)/(tarSZ - minSZ), 0)] "
                "tarSC/minSC >= 1, msc = min(F/R, F/W)"
            ),
            use=translate(
                "Alliance",
                "The areas of official statistics: closed on themselves, large enough, made for "
                "commuting."
            ),
            trap=translate(
                "Alliance",
                "Sizes are residents in work and internal flows must be there: on other flows the "
                "thresholds mean nothing."
            ),
            reference=_COOMBES,
            difference=translate(
                "Alliance",
                "Ties go to the smaller code; LabourMarketAreas 3.4 takes the first for the least "
                "valid cluster, the last for the best tie, and leaves out units without residents "
                "or jobs."
            ),
        ),
        "intramax": Advice(
            formula="max_{a,b} [T_ab/(O_a D_b) + T_ba/(O_b D_a)]",
            use=translate(
                "Alliance", "Gives the whole tree of merges: cut it where you need regions."
            ),
            trap=translate(
                "Alliance",
                "Small remote units merge first, regions may be very unequal, and their number is "
                "your choice."
            ),
            reference=(
                "Masser & Brown 1975, Hierarchical aggregation procedures for interaction data"
            ),
        ),
    }


def _shape_advice() -> Mapping[str, Advice]:
    return {
        "auto": Advice(
            formula="max_k |U_k| >= 0.95 |U| => dissolve; concave_hull",
            use=translate(
                "Alliance", "Dissolves territories that touch, draws a hull around towns apart."
            ),
            trap=translate(
                "Alliance",
                "Territories and hulls may stand side by side on a map: do not compare their "
                "areas."
            ),
        ),
        "dissolve": Advice(
            formula="U = union_i A_i",
            use=translate("Alliance", "The true territory of the units, for polygons that touch."),
            trap=translate(
                "Alliance",
                "Urban areas apart give scattered pieces; points have no territory and get a hull."
            ),
        ),
        "concave_hull": Advice(
            formula=(
                "U(L) = U + {t in Delaunay(P): max side(t) <= L}, min L: max_k |U_k| >= 0.95 |U|"
            ),
            use=translate(
                "Alliance", "Holds towns apart in one outline, as tight as its widest gap allows."
            ),
            trap=translate("Alliance", "Covers land of no unit: not for measuring areas."),
        ),
        "convex_hull": Advice(
            formula="conv(U)",
            use=translate("Alliance", "A simple outline, quick to read on a map of the country."),
            trap=translate(
                "Alliance", "Covers much land of no unit, and neighbouring systems overlap."
            ),
        ),
    }
