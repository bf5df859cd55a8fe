"""Print a table of the time and memory of each step: `make bench`, or this file with names.

python tests/benchmarks/run.py               every benchmark
python tests/benchmarks/run.py main_job      one of them
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import os
import resource
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = Path(os.environ.get("ALLIANCE_SHARED_DATA", ROOT.parent / "shared" / "data"))
SUFFIX = "_benchmark"


def main(names: list[str]) -> int:
    """Run the benchmarks of `names`, all of them without names."""
    if not SHARED.is_dir():
        print(f"no real data at {SHARED}: set ALLIANCE_SHARED_DATA to their folder")
        return 1
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _register_package()
    sys.path.insert(0, str(HERE))
    known = sorted(path.stem[: -len(SUFFIX)] for path in HERE.glob(f"*{SUFFIX}.py"))
    print(f"{'step':38} {'on':58} {'seconds':>9} {'peak MB':>9} {'budget s':>9}")
    for name in names or known:
        rows = importlib.import_module(name + SUFFIX).rows
        for row in rows(SHARED) if inspect.signature(rows).parameters else rows():
            step, size, seconds, peak, *rest = row
            budget = rest[0] if rest and rest[0] is not None else None
            limit = (
                "" if budget is None else f"{budget:9.2f}{'' if seconds <= budget else ' MISSED'}"
            )
            print(f"{step:38} {size:58} {seconds:9.3f} {peak:9.1f} {limit}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the whole run: {peak:.0f} MB")
    return 0


def _register_package() -> None:
    spec = importlib.util.spec_from_file_location(
        "alliance", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules["alliance"] = package
    spec.loader.exec_module(package)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
