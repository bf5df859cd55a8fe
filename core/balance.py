"""Balance of units and perimeters: what enters, leaves and stays (method, section 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from .checks import require_choice
from .flows import FloatArray, Flows
from .membership import (
    Incidence,
    Membership,
    check_match,
    containment,
    incidence,
    ratio,
    whole_units,
)
from .options import BALANCE_ENDS


def territorial_balance(
    flows: Flows,
    groups: Membership | None = None,
    value: Mapping[str, float] | pd.Series | None = None,
    value_at: str = "origin",
    paid_to: str = "destination",
) -> pd.DataFrame:
    """Draw up what each unit, or each perimeter, exchanges with the rest.

    `net` = in - out, `net_rate` = net/(in + out), `self_out` = internal/(internal + out), `self_in`
    = internal/(internal + in). A rate without any flow is NaN. The flow of a unit to itself is
    internal. Undirected flows are balanced by nature.

    Money follows the flows: each person, or unit of volume, brings the `value` of one end of the
    flow to the end that is paid. Pensioners who move bring their pension from the origin to the
    destination (`value_at` origin, `paid_to` destination, the defaults); commuters bring the
    wages of their place of work home (`value_at` destination, `paid_to` origin).

    Parameters
    ----------
    flows : Flows
    groups : Membership, optional
        Perimeters, which may overlap; each is drawn up on its own. By default every unit alone.
    value : mapping of unit code to float, optional
        Value per unit of volume, in any currency.
    value_at, paid_to : {"origin", "destination"}

    Returns
    -------
    DataFrame
        Sorted by code: `code, name, in, out, net, net_rate, internal, self_out, self_in` and, with
        values, `received, sent, net_money` (exchanges with the rest only) and `no_value`, the
        volume exchanged that has no value and is left out of them.

    Raises
    ------
    SettingsError
        `value_at` or `paid_to` is neither "origin" nor "destination".
    InputError
        The perimeters hold none of the units.
    """
    require_choice("value_at", value_at, BALANCE_ENDS)
    require_choice("paid_to", paid_to, BALANCE_ENDS)
    both = flows.symmetrised()
    groups = groups or whole_units(both.codes)
    check_match(groups, both.codes)
    members = incidence(groups, both.codes)
    kept = containment(both, members)
    net = kept.entering - kept.leaving
    columns: dict[str, FloatArray] = {
        "in": kept.entering,
        "out": kept.leaving,
        "net": net,
        "net_rate": ratio(net, kept.entering + kept.leaving),
        "internal": kept.internal,
        "self_out": kept.self_out,
        "self_in": kept.self_in,
    }
    if value is not None:
        columns.update(_money(both, members, value, value_at, paid_to))
    frame = groups.perimeters.rename(columns={"perim": "code", "perim_name": "name"})
    # The last figure is that of "outside any perimeter".
    return frame.assign(**{name: figures[:-1] for name, figures in columns.items()})


def _money(
    flows: Flows,
    members: Incidence,
    value: Mapping[str, float] | pd.Series,
    value_at: str,
    paid_to: str,
) -> dict[str, FloatArray]:
    worth = pd.Series(value, dtype=np.float64).reindex(flows.codes).to_numpy(dtype=np.float64)
    each = worth[flows.origin if value_at == "origin" else flows.destination]
    known = np.isfinite(each)
    money = containment(
        replace(flows, volume=np.where(known, flows.volume * np.where(known, each, 0.0), 0.0)),
        members,
    )
    blank = containment(replace(flows, volume=np.where(known, 0.0, flows.volume)), members)
    received, sent = money.entering, money.leaving
    if paid_to == "origin":
        received, sent = sent, received
    return {
        "received": received,
        "sent": sent,
        "net_money": received - sent,
        "no_value": blank.entering + blank.leaving,
    }
