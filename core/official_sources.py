"""Where official data are found: the addresses, all of them in this one place.

Nothing here asks the network for anything. Only the standard library is used, so that a menu can
be made where pandas or networkx are missing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page to open in a browser.

    Attributes
    ----------
    key : str
    url : str
    group : str
        `flows` (tables of flows, and what brings their codes up to date), `builders` (files from
        which links are built) or `territories`.
    """

    key: str
    url: str
    group: str


@dataclass(frozen=True)
class WfsLayer:
    """A layer of a WFS server.

    Attributes
    ----------
    key : str
    type_name : str
        Its name on the server.
    rights : str
        Who made it, and the licence.
    smallest_scale : float
        Denominator of the smallest scale at which it is drawn, so that looking at a whole country
        does not fetch every commune; 0 for any scale.
    """

    key: str
    type_name: str
    rights: str
    smallest_scale: float = 0.0


FLOWS, BUILDERS, TERRITORIES = PAGE_GROUPS = ("flows", "builders", "territories")

PAGES = (
    Page("insee_commuting", "https://www.insee.fr/fr/statistiques/8582949", FLOWS),
    Page("insee_study", "https://www.insee.fr/fr/statistiques/8201894", FLOWS),
    Page("insee_migration", "https://www.insee.fr/fr/statistiques/7637844", FLOWS),
    Page("insee_passage", "https://www.insee.fr/fr/information/7671867", FLOWS),
    Page("insee_events", "https://www.insee.fr/fr/information/2560452", FLOWS),
    Page("insee_housing", "https://www.insee.fr/fr/statistiques/2521169", BUILDERS),
    Page(
        "sirene",
        "https://www.data.gouv.fr/fr/datasets/"
        "base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret/",
        BUILDERS,
    ),
    Page(
        "cordis_horizon",
        "https://data.europa.eu/data/datasets/"
        "cordis-eu-research-projects-under-horizon-europe-2021-2027",
        BUILDERS,
    ),
    Page("cordis_h2020", "https://data.europa.eu/data/datasets/cordish2020projects", BUILDERS),
    Page("sncf", "https://transport.data.gouv.fr/datasets/horaires-sncf", BUILDERS),
    Page(
        "dgac",
        "https://www.data.gouv.fr/fr/datasets/"
        "trafic-aerien-commercial-mensuel-francais-par-paire-daeroports-par-sens-depuis-1990/",
        BUILDERS,
    ),
    Page("ign", "https://geoservices.ign.fr/adminexpress", TERRITORIES),
    Page("insee_zonings", "https://www.insee.fr/fr/information/7671844", TERRITORIES),
)

WFS_URL = "https://data.geopf.fr/wfs/ows"
_ADMIN_EXPRESS = "ADMINEXPRESS-COG-CARTO.LATEST:"
_IGN_RIGHTS = "IGN, ADMIN EXPRESS COG CARTO, Licence Ouverte 2.0"

WFS_LAYERS = (
    WfsLayer("communes", _ADMIN_EXPRESS + "commune", _IGN_RIGHTS, smallest_scale=750_000.0),
    WfsLayer("epci", _ADMIN_EXPRESS + "epci", _IGN_RIGHTS, smallest_scale=3_000_000.0),
    WfsLayer("departements", _ADMIN_EXPRESS + "departement", _IGN_RIGHTS),
    WfsLayer("regions", _ADMIN_EXPRESS + "region", _IGN_RIGHTS),
    WfsLayer("scot", "wfs_scot:scot", "Géoplateforme, SCoT, Licence Ouverte 2.0", 3_000_000.0),
)
