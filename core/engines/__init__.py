"""The heavy step, “map both ends of the rows to units and sum by pair”, on several engines.

`pandas` reads a file chunk by chunk in this process. `duckdb` and `dask` read the file themselves,
out of core or on a cluster. `postgresql` works inside the user's database. All give the `Loading`
of `alliance.core.aggregation.load_rows`, equal to the last digit (see `alliance.core.sums`).
"""
