"""Headquarters links from a synthetic SIRENE register: time and peak memory by format and reader.

The register is made of chance: nothing in it is an observation. It has the 54 columns of the real
one, two thirds of closed establishments, nine active ones in ten without staff, and a file of legal
units. ALLIANCE_SIRENE_ROWS says how many rows (44 000 000 for the size of the real one, which takes
some 16 GB of disk and half an hour); ALLIANCE_SIRENE_FOLDER keeps the files from one run to the
next.

Each measure runs in a process of its own, so that its peak is that of the whole process, libraries
included.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from measuring import Row

ROWS = int(os.environ.get("ALLIANCE_SIRENE_ROWS", "1000000"))
ROWS_A_FIRM = 1.6
# What one process may take, in MB.
MEMORY = 1500
ROOT = Path(__file__).resolve().parent.parent.parent

# Columns of StockEtablissement in their order; those that are filled say how, others are empty.
FILLED = {
    "siren": "lpad(siren::VARCHAR, 9, '0')",
    "nic": "lpad(nic::VARCHAR, 5, '0')",
    "siret": "lpad(siren::VARCHAR, 9, '0') || lpad(nic::VARCHAR, 5, '0')",
    "statutDiffusionEtablissement": "'O'",
    "dateCreationEtablissement": "'2009-07-01'",
    "trancheEffectifsEtablissement": (
        "CASE WHEN NOT active THEN NULL WHEN chance(i, 1) < 0.9 THEN 'NN' ELSE "
        "['00','01','01','01','02','02','03','11','12','21','22','31','41','53']"
        "[1 + (14 * chance(i, 2))::INT % 14] END"
    ),
    "dateDernierTraitementEtablissement": "'2024-03-29T14:12:59.123'",
    "etablissementSiege": "CASE WHEN first_of_firm THEN 'true' ELSE 'false' END",
    "nombrePeriodesEtablissement": "'3'",
    "numeroVoieEtablissement": "(i % 200)::VARCHAR",
    "typeVoieEtablissement": "'RUE'",
    "libelleVoieEtablissement": (
        "CASE WHEN i % 100 = 0 THEN 'DE LA \"PAIX\", LOT 3' ELSE 'DE LA REPUBLIQUE' END"
    ),
    "codePostalEtablissement": "commune",
    "libelleCommuneEtablissement": "'SAINT-ETIENNE'",
    "codeCommuneEtablissement": "commune",
    "identifiantAdresseEtablissement": "commune || '_1234_B'",
    "coordonneeLambertAbscisseEtablissement": "'652321.12'",
    "coordonneeLambertOrdonneeEtablissement": "'6852321.12'",
    "dateDebut": "'2009-07-01'",
    "etatAdministratifEtablissement": "CASE WHEN active THEN 'A' ELSE 'F' END",
    "activitePrincipaleEtablissement": (
        "lpad((1 + (98 * chance(i, 3))::INT)::VARCHAR, 2, '0') || '.20Z'"
    ),
    "nomenclatureActivitePrincipaleEtablissement": "'NAFRev2'",
    "caractereEmployeurEtablissement": "'N'",
}
LEGAL = {
    "siren": "lpad(siren::VARCHAR, 9, '0')",
    "statutDiffusionUniteLegale": "'O'",
    "dateCreationUniteLegale": "'2009-07-01'",
    "etatAdministratifUniteLegale": "'A'",
    "denominationUniteLegale": "'SYNTHETIC'",
    "categorieJuridiqueUniteLegale": (
        "CASE WHEN chance(siren, 5) < 0.6 THEN '1000' WHEN chance(siren, 5) < 0.7 THEN '6540' "
        "WHEN chance(siren, 5) < 0.71 THEN '7210' ELSE '5710' END"
    ),
    "activitePrincipaleUniteLegale": "'68.20B'",
    "nicSiegeUniteLegale": "'00011'",
}
LEGAL_EMPTY = 27


def rows() -> Iterator[Row]:
    """Measure csv, zip and parquet, without and with legal units."""
    kept = os.environ.get("ALLIANCE_SIRENE_FOLDER")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(kept or temporary)
        # In a process of its own: a child starts with the peak of its parent.
        subprocess.run([sys.executable, __file__, str(folder)], check=True)
        for name, engine, legal in (
            ("etablissements.parquet", "duckdb", ""),
            ("etablissements.parquet", "pandas", ""),
            ("etablissements.csv", "auto", ""),
            ("etablissements.zip", "auto", ""),
            ("etablissements.parquet", "duckdb", "unites.parquet"),
            ("etablissements.parquet", "pandas", "unites.parquet"),
            ("etablissements.csv", "auto", "unites.csv"),
        ):
            yield _measured(folder, name, engine, legal)


def make_files(folder: Path) -> None:
    """Write what is missing of the synthetic register."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": "1GB", "temp_directory": str(folder)})
    connection.execute(
        "CREATE MACRO chance(x, salt) AS (hash(x::BIGINT * 16 + salt) % 1000000) / 1000000.0"
    )
    connection.execute(
        f"""CREATE VIEW numbers AS SELECT i, 5 + (i / {ROWS_A_FIRM})::BIGINT * 35 AS siren,
        11 + i % 7 AS nic, chance(i, 0) < 0.34 AS active,
        (i / {ROWS_A_FIRM})::BIGINT <> ((i - 1) / {ROWS_A_FIRM})::BIGINT AS first_of_firm,
        lpad((1001 + (34999 * pow(chance(i, 4), 3))::INT)::VARCHAR, 5, '0') AS commune
        FROM range({ROWS}) AS made(i)"""
    )
    with (ROOT / "tests/core/stock_columns.txt").open(encoding="utf-8") as file:
        columns = [line.strip() for line in file]
    establishments = ", ".join(f"{FILLED.get(name, 'NULL::VARCHAR')} AS {name}" for name in columns)
    empty = ", ".join(f"NULL::VARCHAR AS empty{number}" for number in range(LEGAL_EMPTY))
    legal = ", ".join(f"{made} AS {name}" for name, made in LEGAL.items())
    for name, query in (
        ("etablissements", f"SELECT {establishments} FROM numbers"),
        ("unites", f"SELECT {legal}, {empty} FROM (SELECT DISTINCT siren FROM numbers)"),
    ):
        for suffix, options in (("csv", "HEADER"), ("parquet", "FORMAT parquet")):
            target = folder / f"{name}.{suffix}"
            if not target.exists():
                connection.execute(f"COPY ({query}) TO '{target}' ({options})")
    zipped = folder / "etablissements.zip"
    if not zipped.exists():
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(folder / "etablissements.csv", "StockEtablissement_utf8.csv")


CHILD = """
import resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import run
run._register_package()
from alliance.core.headquarters import build_headquarters
from alliance.core.parquet import open_stream
started = time.perf_counter()
streams = [open_stream(Path(path), sys.argv[2]) for path in sys.argv[3:]]
built = build_headquarters(*streams)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
seconds = time.perf_counter() - started
print(seconds, time.process_time(), peak, len(built.flows), built.loading.rows_read)
"""


def _measured(folder: Path, name: str, engine: str, legal: str) -> Row:
    files = [str(folder / file) for file in (name, legal) if file]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(Path(__file__).parent), engine, *files],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, busy, peak, flows, read = done.stdout.split()
    size = f"{int(read) / 1e6:.0f} M rows, {flows} flows, {float(busy):.0f} s of processor"
    if legal:
        size += ", legal units"
    if float(peak) > MEMORY:
        size += f", OVER {MEMORY} MB"
    reader = f" ({engine})" if name.endswith("parquet") else ""
    return Row(f"headquarters, {name}{reader}", size, float(seconds), float(peak))


if __name__ == "__main__":
    make_files(Path(sys.argv[1]))
