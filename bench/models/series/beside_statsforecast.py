# SPDX-License-Identifier: Apache-2.0
"""    beside_statsforecast.py PROGRAM M5 STORE SERIES THETA FOLDER      (called by run, in its venv)"""
import pathlib, subprocess, sys, time

import numpy, pandas
from statsforecast.models import TSB, AutoETS, CrostonSBA, DynamicOptimizedTheta, SimpleExponentialSmoothingOptimized

SEASON, STEPS = 7, 28


def m5(path, store, count):
    wide = pandas.read_csv(path)
    days = [name for name in wide.columns if name.startswith("d_")]
    of_store = wide[wide["store_id"] == store] if "store_id" in wide else wide[wide["id"].str.contains(f"_{store}")]
    return of_store[days].to_numpy(dtype=float)[:count]


def simulated(count, days=419):
    random = numpy.random.default_rng(5)
    level = numpy.exp(random.normal(0, 1.2, (count, 1)) + numpy.cumsum(random.normal(0, 0.03, (count, days)), axis=1))
    week = numpy.exp(random.normal(0, 0.25, (count, SEASON)))
    return random.poisson(level * week[:, numpy.arange(days) % SEASON]).astype(float)


def ours(program, histories, folder):
    """-> method -> (series a second, forecasts)"""
    matrix, out = folder / "matrix", folder / "forecasts"
    with open(matrix, "wb") as file:
        numpy.array(histories.shape, dtype=numpy.uint64).tofile(file)
        numpy.ascontiguousarray(histories).tofile(file)
    lines = subprocess.run([program, matrix, str(SEASON), str(STEPS), out], check=True, capture_output=True, text=True).stdout.splitlines()
    forecasts = numpy.fromfile(out).reshape(len(lines), len(histories), STEPS)
    return {line.split()[0]: (float(line.split()[1]), rows) for line, rows in zip(lines, forecasts)}


def theirs(model, histories):
    model.forecast(histories[0], STEPS)  # compiles what it compiles
    rows = numpy.zeros((len(histories), STEPS))
    began = time.perf_counter()
    for row, history in zip(rows, histories):
        row[:] = model.forecast(history, STEPS)["mean"]
    return len(histories) / (time.perf_counter() - began), numpy.maximum(rows, 0)


def main(program, path, store, count, few, folder):
    known = pathlib.Path(path).exists()
    units = m5(path, store, int(count)) if known else simulated(int(count))
    units = units[numpy.any(units[:, :-STEPS] > 0, axis=1)]  # a history without a sale is nobody's question
    histories, actual = units[:, :-STEPS], units[:, -STEPS:]
    print(f"{len(units)} series of {'m5 ' + store if known else 'a simulation'}, {histories.shape[1]} days, one core")
    print(f"{'method':8}{'peer':40}{'ours/s':>10}{'peer/s':>10}{'ratio':>8}{'our MAE':>10}{'peer MAE':>10}{'our/peer':>10}")
    mine = ours(program, histories, pathlib.Path(folder))
    few = min(int(few), len(units))
    chosen = numpy.linspace(0, len(units) - 1, few).astype(int)
    worse = []
    for method, peer, rows in [("ses", SimpleExponentialSmoothingOptimized(), numpy.arange(len(units))), ("sba", CrostonSBA(), numpy.arange(len(units))),
                               ("tsb", TSB(0.1, 0.1), numpy.arange(len(units))), ("theta", DynamicOptimizedTheta(season_length=SEASON), chosen),
                               ("ets", DynamicOptimizedTheta(season_length=SEASON), chosen), ("ets", AutoETS(season_length=SEASON, model="AZA", damped=True), chosen)]:
        speed, forecasts = theirs(peer, histories[rows])
        our_speed, our_forecasts = mine[method]
        here, there = (numpy.abs(f - actual[rows]).mean() for f in (our_forecasts[rows], forecasts))
        print(f"{method:8}{str(peer):40}{our_speed:10.0f}{speed:10.0f}{our_speed / speed:8.1f}{here:10.4f}{there:10.4f}{here / there:10.4f}", flush=True)
        if here > 1.01 * there:
            worse.append(f"{method}: worse than {peer}")
    sys.exit("\n".join(worse) or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
