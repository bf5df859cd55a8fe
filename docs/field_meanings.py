"""What each field of each output means, in English and in French.

Looked up by schema and field, then by field alone. Kept beside the pages and not in the plugin:
the fields themselves stand in `algorithms/fields.py`.
"""

from __future__ import annotations

# field, or (schema, field): (English, French)
MEANINGS: dict[str | tuple[str, str], tuple[str, str]] = {
    # --- flows
    "origin": ("code of the unit where the flow starts", "code de l’unité de départ"),
    "dest": ("code of the unit where it arrives", "code de l’unité d’arrivée"),
    "volume": (
        "persons, trains, projects… in the unit of the source",
        "personnes, trains, projets… dans l’unité de la source",
    ),
    "link_type": ("kind of link", "type de lien"),
    "dist_km": (
        "distance between the points of both units, on the ellipsoid, in km; NULL where one "
        "has none",
        "distance entre les points des deux unités, sur l’ellipsoïde, en km ; NULL si l’une "
        "n’en a pas",
    ),
    ("RAIL_FLOWS", "volume"): ("trains a week", "trains par semaine"),
    "best_min": ("best time, in minutes", "meilleur temps, en minutes"),
    "median_min": (
        "median time of the trains counted, in minutes",
        "temps médian des trains comptés, en minutes",
    ),
    # --- rejects
    "reason": ("why the rows were left out", "motif d’écartement des lignes"),
    "side": (
        "end that the code is of: `origin`, `destination`, or empty",
        "extrémité que désigne le code : `origin`, `destination`, ou vide",
    ),
    "code": ("code of the unit", "code de l’unité"),
    ("REJECTS", "code"): (
        "code as the file writes it: that of the place where the reason is a place, that of the "
        "origin where it is the volume; empty for a malformed row",
        "code tel que le fichier l’écrit : celui du lieu si le motif est un lieu, celui de "
        "l’origine si c’est le volume ; vide pour une ligne mal formée",
    ),
    "rows": ("number of rows", "nombre de lignes"),
    ("REJECTS", "volume"): (
        "their volume, where it could be read",
        "leur volume, quand il est lisible",
    ),
    # --- repairs
    ("REPAIRS", "code"): ("code as the file writes it", "code tel que le fichier l’écrit"),
    "new_code": (
        "code in the year of the units; empty for an unknown code",
        "code dans l’année des unités ; vide pour un code inconnu",
    ),
    "ratio": (
        "part of the volume that goes to the new code",
        "part du volume qui revient au nouveau code",
    ),
    ("REPAIRS", "kind"): (
        "`merged`, `split`, `recoded`, or `unknown` to the table of changes and to the units",
        "`merged` (fusionné), `split` (scindé), `recoded` (recodé) ou `unknown` (inconnu de la "
        "table des changements et des unités)",
    ),
    ("REPAIRS", "rows"): (
        "rows with the code at either end",
        "lignes où le code est à l’une des extrémités",
    ),
    ("REPAIRS", "volume"): (
        "volume of these rows, times the ratio",
        "volume de ces lignes, multiplié par la part",
    ),
    # --- links
    "unit_a": (
        "code of the first end (the smaller code)",
        "code de la première extrémité (le plus petit)",
    ),
    "unit_b": ("code of the second end", "code de la seconde extrémité"),
    "name_a": ("name of the first end", "nom de la première extrémité"),
    "name_b": ("name of the second end", "nom de la seconde extrémité"),
    "flow_ab": ("flow from a to b", "flux de a vers b"),
    "flow_ba": ("flow from b to a", "flux de b vers a"),
    ("LINKS", "volume"): ("`flow_ab` + `flow_ba`", "`flow_ab` + `flow_ba`"),
    "intensity": (
        "intensity of the link, as the measure chosen gives it",
        "intensité du lien, selon la mesure choisie",
    ),
    ("CUMULATED", "intensity"): (
        "weighted mean of the intensities of the kinds, each scaled inside its kind, 0 to 100",
        "moyenne pondérée des intensités des types, chacune normalisée dans son type, de 0 à 100",
    ),
    "recipro": (
        "reciprocity, 2 min/(sum): 0 one way, 1 in balance",
        "réciprocité, 2 min/(somme) : 0 à sens unique, 1 à l’équilibre",
    ),
    "selected": (
        "1 when the rule selects the link, else 0",
        "1 si la règle retient le lien, 0 sinon",
    ),
    "direction": (
        "directions that the rule marks: `ab`, `ba`, `both`, or NULL",
        "sens que la règle retient : `ab`, `ba`, `both`, ou NULL",
    ),
    "score": (
        "sum of the weights of the kinds that select the link",
        "somme des poids des types qui retiennent le lien",
    ),
    "n_types": ("number of kinds that select the link", "nombre de types qui retiennent le lien"),
    "types": ("their names, between commas", "leurs noms, séparés par des virgules"),
    "s_…": (
        "for each kind, 1 when it selects the link",
        "pour chaque type, 1 s’il retient le lien",
    ),
    "r_…": (
        "for each kind, intensity scaled inside the kind, 0 to 1",
        "pour chaque type, intensité normalisée dans le type, de 0 à 1",
    ),
    "scale": (
        "where the link falls: `internal`, `transversal`, `excluded`, `unattached`",
        "échelle du lien : `internal`, `transversal`, `excluded`, `unattached`",
    ),
    "system": ("number of the system; 0 for none", "numéro du système ; 0 si aucun"),
    ("CUMULATED", "system"): (
        "number of the system when the link is internal, else 0",
        "numéro du système si le lien est interne, 0 sinon",
    ),
    # --- units
    "name": ("name", "nom"),
    "weight": ("weight (population, jobs…)", "poids (population, emplois…)"),
    "sys_name": ("name of the system", "nom du système"),
    "role": (
        "role in the tree of attachments: `dominant`, `intermediate`, `dominated`, `isolated`",
        "rôle dans l’arbre des rattachements : `dominant`, `intermediate`, `dominated`, `isolated`",
    ),
    "parent": (
        "code of the unit it is attached to; NULL for a centre",
        "code de l’unité de rattachement ; NULL pour un centre",
    ),
    "degree": (
        "number of links that reach the threshold",
        "nombre de liens qui atteignent le seuil",
    ),
    "strength": ("sum of their intensities", "somme de leurs intensités"),
    "int_share": ("share of it inside the system, 0 to 1", "part interne au système, de 0 à 1"),
    # --- systems
    "centre": ("code of the centre", "code du centre"),
    "units": ("number of units", "nombre d’unités"),
    "links": ("number of links inside the system", "nombre de liens internes au système"),
    "type": (
        "shape: `star`, `bipolar`, `chain`, `mesh`, `multipolar`",
        "forme : `star`, `bipolar`, `chain`, `mesh`, `multipolar`",
    ),
    "polar": (
        "degree centralisation of the internal links, 0 (regular) to 1 (star)",
        "centralisation de degré des liens internes, de 0 (régulier) à 1 (étoile)",
    ),
    "primacy": (
        "weight of the first unit over that of the second",
        "poids de la première unité rapporté à celui de la deuxième",
    ),
    "density": (
        "internal links over possible ones, 0 to 1",
        "liens internes rapportés aux liens possibles, de 0 à 1",
    ),
    "nature": (
        "kind of link that is over-represented, or `mixed`",
        "type de lien surreprésenté, ou `mixed`",
    ),
    "reach_km": (
        "mean distance of the internal links, in km",
        "distance moyenne des liens internes, en km",
    ),
    ("SYSTEMS", "recipro"): (
        "reciprocity of the internal flows, 0 to 1; NULL without flows",
        "réciprocité des flux internes, de 0 à 1 ; NULL sans flux",
    ),
    ("REGIONS", "recipro"): (
        "reciprocity of the internal flows, 0 to 1",
        "réciprocité des flux internes, de 0 à 1",
    ),
    "self_cont": (
        "self-containment, the smaller of both sides, 0 to 1; NULL without flows",
        "autonomie, la plus faible des deux, de 0 à 1 ; NULL sans flux",
    ),
    "jobs": (
        "flows that arrive in the region, its own included",
        "flux qui arrivent dans la région, y compris les siens",
    ),
    "internal": ("flow inside, in the unit of the flows", "flux interne, dans l’unité des flux"),
    ("TREE", "internal"): (
        "share of the total flow held inside after this merge",
        "part du flux total interne aux régions après cette fusion",
    ),
    "validity": (
        "validity of the area, 1 or more when valid (ttwa)",
        "validité du bassin, 1 ou plus s’il est valide (ttwa)",
    ),
    "step": ("number of the merge", "numéro de la fusion"),
    "region_a": ("smallest code of the first region", "plus petit code de la première région"),
    "region_b": ("smallest code of the second region", "plus petit code de la seconde région"),
    "value": ("what ties them", "valeur du lien qui les unit"),
    ("TREE", "units"): ("units in the merged region", "unités de la région issue de la fusion"),
    # --- sensitivity
    "run": ("`reference`, `threshold` or `left_out`", "`reference`, `threshold` ou `left_out`"),
    "left_out": ("kind of link left out", "type de lien retiré"),
    "threshold": ("threshold of the run", "seuil de l’essai"),
    "systems": ("number of systems", "nombre de systèmes"),
    "covered": ("units in a system", "unités dans un système"),
    "largest": ("units of the largest system", "unités du plus grand système"),
    ("SENSITIVITY", "int_share"): (
        "share of the intensity inside systems",
        "part de l’intensité interne aux systèmes",
    ),
    "vol_share": (
        "share of the volume inside systems; NULL without flows",
        "part du volume interne aux systèmes ; NULL sans flux",
    ),
    "ari": ("adjusted Rand index with the reference", "indice de Rand ajusté avec la référence"),
    "stability": (
        "share of the other runs where the unit stays with its centre",
        "part des autres essais où l’unité reste avec son centre",
    ),
    "stab_thr": ("the same, over the thresholds", "de même, sur les seuils"),
    "stab_type": ("the same, over the kinds left out", "de même, sur les types retirés"),
    # --- perimeters
    "perim": (
        "code of the perimeter; empty: outside any",
        "code du périmètre ; vide : hors de tout périmètre",
    ),
    "perim_name": ("name of the perimeter", "nom du périmètre"),
    ("COMPARISON", "units"): (
        "units in common (fractions where a unit is split)",
        "unités en commun (fractions si une unité est partagée)",
    ),
    ("COMPARISON", "weight"): ("weight in common", "poids en commun"),
    "area_km2": ("area, in km²", "surface, en km²"),
    ("COMPARISON", "area_km2"): ("area in common, in km²", "surface en commun, en km²"),
    "share_sys": (
        "common part over the system, 0 to 1",
        "part commune rapportée au système, de 0 à 1",
    ),
    "share_per": (
        "common part over the perimeter, 0 to 1",
        "part commune rapportée au périmètre, de 0 à 1",
    ),
    "jaccard": (
        "common part over the whole of both, 0 to 1",
        "part commune rapportée à l’ensemble des deux, de 0 à 1",
    ),
    "overlap": (
        "common part over the smaller of both, 0 to 1",
        "part commune rapportée au plus petit des deux, de 0 à 1",
    ),
    "flow_sys": (
        "share of the system’s internal volume held inside the perimeter",
        "part du volume interne au système que le périmètre contient",
    ),
    "flow_per": (
        "share of the perimeter’s volume that stays in the system",
        "part du volume du périmètre qui reste dans le système",
    ),
    "best": ("1 for the best match of the system", "1 pour le meilleur équivalent du système"),
    ("SYSTEMS_SUMMARY", "best"): ("code of its best match", "code de son meilleur équivalent"),
    "n_perim": ("perimeters that the system crosses", "périmètres que le système traverse"),
    "eff_perim": (
        "effective number of perimeters, 1/sum of squared shares",
        "nombre effectif de périmètres, 1/somme des parts au carré",
    ),
    "best_name": ("name of its best match", "nom de son meilleur équivalent"),
    "best_jacc": ("Jaccard index of the best match", "indice de Jaccard du meilleur équivalent"),
    "outside": ("share outside any perimeter", "part hors de tout périmètre"),
    "vol_int": ("volume inside the system", "volume interne au système"),
    "vol_in": ("part of it that some perimeter holds", "volume interne qu’un périmètre contient"),
    "vol_cross": ("part of it that crosses a limit", "volume interne qui franchit une limite"),
    "cross": ("share that crosses a limit, 0 to 1", "part qui franchit une limite, de 0 à 1"),
    "n_systems": ("systems that the perimeter crosses", "systèmes que le périmètre traverse"),
    "eff_sys": ("effective number of systems", "nombre effectif de systèmes"),
    "main_sys": ("number of its main system", "numéro de son système principal"),
    "main_name": ("name of its main system", "nom de son système principal"),
    "main_share": ("share of the perimeter in it", "part du périmètre dans ce système"),
    "unattached": ("share outside any system", "part hors de tout système"),
    "self_out": (
        "internal flow over all that leaves, itself included",
        "flux interne rapporté à tout ce qui part, lui compris",
    ),
    "self_in": (
        "internal flow over all that arrives, itself included",
        "flux interne rapporté à tout ce qui arrive, lui compris",
    ),
    ("PERIMETERS_SUMMARY", "self_cont"): (
        "the smaller of `self_out` and `self_in`",
        "le plus petit de `self_out` et `self_in`",
    ),
    "ext_main": (
        "share of the external flow that goes to the main system",
        "part du flux externe qui va au système principal",
    ),
    "elsewhere": (
        "units that the flows attach to another perimeter",
        "unités que les flux rattachent à un autre périmètre",
    ),
    # --- alliances
    "perim_a": ("code of the first perimeter", "code du premier périmètre"),
    "perim_b": ("code of the second perimeter", "code du second périmètre"),
    ("ALLIANCES", "name_a"): ("name of the first perimeter", "nom du premier périmètre"),
    ("ALLIANCES", "name_b"): ("name of the second perimeter", "nom du second périmètre"),
    ("ALLIANCES", "score"): (
        "sum of the scores of the links between their units",
        "somme des scores des liens entre leurs unités",
    ),
    ("ALLIANCES", "intensity"): (
        "sum of the intensities of these links",
        "somme des intensités de ces liens",
    ),
    "n_links": ("number of these links", "nombre de ces liens"),
    ("ALLIANCES", "types"): ("kinds of these links", "types de ces liens"),
    ("ALLIANCES", "dist_km"): (
        "mean distance of these links, weighted by intensity, in km",
        "distance moyenne de ces liens, pondérée par l’intensité, en km",
    ),
    "frameworks": (
        "frameworks that both belong to",
        "cadres de coopération dont les deux relèvent",
    ),
    "n_shared": ("number of these frameworks", "nombre de ces cadres"),
    "strong": ("1 when the pair is strong", "1 si la paire est forte"),
    "missing": (
        "1 when it is strong and shares no framework",
        "1 si elle est forte et ne partage aucun cadre",
    ),
    # --- balance
    "in": ("flow that arrives from elsewhere", "flux qui arrive d’ailleurs"),
    "out": ("flow that leaves", "flux qui part"),
    "net": ("in - out", "entrées - sorties"),
    "net_rate": ("net over in + out, -1 to 1", "solde rapporté à entrées + sorties, de -1 à 1"),
    "received": ("money received from elsewhere", "argent reçu d’ailleurs"),
    "sent": ("money sent elsewhere", "argent envoyé ailleurs"),
    "net_money": ("received - sent", "reçu - envoyé"),
    "no_value": (
        "volume exchanged that has no value, left out of the money",
        "volume échangé sans valeur connue, laissé hors de l’argent",
    ),
}


def meaning(schema: str, field: str, language: str) -> str:
    """Return what a field of a schema means.

    Raises
    ------
    KeyError
        Nothing is said of it: add it to `MEANINGS`.
    """
    found = MEANINGS.get((schema, field)) or MEANINGS[field]
    return found[0 if language == "en" else 1]
