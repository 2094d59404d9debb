# SPDX-License-Identifier: Apache-2.0
"""How often the intervals of `shelfcast forecast --intervals` hold what came, and how wide they are beside those of the
seasonal naive, made from its own past errors and as wide as it takes to hold as much of what came."""
import numpy as np
import pandas as pd

IDS = {"product": "product", "category": "category", "marketplace": None}
PAST_ORIGINS = 16  # of the seasonal naive, a week apart
SIZES = 10         # groups of about the same size, each with errors of its own
LEAST = 39


def totals(rows, level, dates):
    """What was sold on these dates, by (marketplace, id)."""
    ids = rows[IDS[level]] if IDS[level] else pd.Series("", index=rows.index)
    return rows.units.where(rows.date.isin(dates), 0).groupby([rows.marketplace, ids]).sum()


def naive(history, level, first, step, steps):
    """The total of the steps from `first` on, foreseen as the season before it again: a week, or of weekly sets a year's weeks."""
    season = 52 if step == 7 else 7
    dates = [first + pd.Timedelta(days=step * (i - season * (i // season + 1))) for i in range(steps)]
    counted = pd.Series(1, index=dates).groupby(level=0).sum()  # a short season is gone through several times
    rows = history[history.date.isin(counted.index)]
    return totals(rows.assign(units=rows.units * counted.reindex(rows.date).values), level, counted.index)


def naive_errors(history, level, first, step, steps):
    """-> what the naive foresaw at past origins, what came less that"""
    pairs = []
    for week in range(PAST_ORIGINS):
        at = first - pd.Timedelta(days=step * steps + 7 * week)
        dates = pd.date_range(at, periods=steps, freq=f"{step}D")
        known = history[history.date < at]
        pairs.append(pd.concat([naive(known, level, at, step, steps), totals(history[history.date <= dates[-1]], level, dates)], axis=1).fillna(0))
    foreseen, came = pd.concat(pairs).values.T
    return foreseen, came - foreseen


def width_of_naive(history, level, first, step, steps, actual, held):
    """Mean width that the naive's conformal intervals need to hold this share of `actual`."""
    past, errors = naive_errors(history, level, first, step, steps)
    now = naive(history, level, first, step, steps).reindex(actual.index).fillna(0).values
    groups = max(1, min(SIZES, len(past) // LEAST))
    edges = np.unique(np.quantile(past, np.linspace(0, 1, groups + 1)[1:-1]))
    of_past, of_now = np.searchsorted(edges, past, "right"), np.searchsorted(edges, now, "right")
    scale = lambda f: np.sqrt(np.maximum(f, 0) + 1)
    scores = [np.sort((errors / scale(past))[of_past == group]) for group in range(len(edges) + 1)]

    def bounds(share):
        ends = np.array([np.quantile(s, [(1 - share) / 2, (1 + share) / 2]) if len(s) else [0, 0] for s in scores])
        low, high = (now + ends[of_now, end] * scale(now) for end in (0, 1))
        return np.maximum(low, 0), np.maximum(high, 0)

    few, many = 0.0, 1.0
    for _ in range(30):
        low, high = bounds((few + many) / 2)
        enough = ((actual.values >= low) & (actual.values <= high)).mean() >= held
        few, many = (few, (few + many) / 2) if enough else ((few + many) / 2, many)
    low, high = bounds(many)
    return (high - low).mean()


def score_intervals(intervals, history, actual, dates):
    """-> rows of level, steps, scored, not measured, held80, width80, over naive, held95, width95, over naive"""
    step = (dates[1] - dates[0]).days
    lines = []
    for (level, days), rows in intervals.groupby(["level", "steps"]):
        steps = days // step
        ids = rows.id.where(rows.level != "marketplace", "")
        rows = rows.set_index(pd.MultiIndex.from_arrays([rows.marketplace, ids]))
        measured = rows[rows.lo80.notna()]
        line = {"level": level, "steps": steps, "scored": len(measured), "unmeasured": len(rows) - len(measured)}
        came = totals(actual, level, dates[:steps]).reindex(measured.index).fillna(0)
        for share in (80, 95):
            low, high = measured[f"lo{share}"].values, measured[f"hi{share}"].values
            held = ((came.values >= low) & (came.values <= high)).mean()
            width = (high - low).mean()
            line |= {f"held{share}": held, f"width{share}": width / came.mean()}
            if len(measured) >= LEAST:
                line[f"/naive{share}"] = width / width_of_naive(history, level, dates[0], step, steps, came, held)
        lines.append(line)
    return pd.DataFrame(lines)
