# SPDX-License-Identifier: Apache-2.0
"""How well `shelfcast forecast` does on data sets nobody here made, beside naive rivals and what the strongest peers reach.

    accuracy.py BINARY DATA WORK [--sets m5,vn2,...] [--cuts 3] [--earlier 0] [--intervals]

For each set, at the last cut of DATA/PEERS.md and at earlier ones, each a horizon further back: the table of DATA/score.py,
and ours over the best column of PEERS.md (last cut; lower is better, NDCG inverted). Ends with the geometric mean per set.
With --intervals, of both horizons: how many 80 % and 95 % intervals hold, their mean width over the mean actual, and over that
of the seasonal naive. --earlier 1 leaves the last cut out.
"""
import argparse, contextlib, datetime, io, math, pathlib, re, subprocess, sys, time
import pandas as pd

from interval_accuracy import score_intervals

CUTS = {"m5": "2016-03-27", "walmart_2012": "2012-07-06", "online_retail_II": "2011-10-03", "jewelry_store": "2021-08-03",
        "vn2": "2023-12-04", "store_item_demand": "2017-09-02"}
ONLY = {"online_retail_II": ["United Kingdom"]}  # what score.py scores of it
JUDGED = re.compile(r"(cat )?WAPE|NDCG|WRMSSE|WMAE")


def shelfcast(binary, *arguments):
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{arguments}: {done.stderr}")
    return done.stdout


def parse_table(text):
    """A table of score.py -> measure -> forecast -> value. Names of forecasts may hold single blanks, measures too."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("!")]
    names = re.split(r"\s{2,}", lines[0].strip())[1:]
    table = {}
    for line in lines[1:]:
        cells = line.split()
        table[" ".join(cells[:-len(names)])] = dict(zip(names, map(float, cells[-len(names):])))
    return table


def peers(data):
    """-> set -> measure -> forecast -> value"""
    text = (pathlib.Path(data) / "PEERS.md").read_text()
    return {name: parse_table(block) for name, block in re.findall(r"## (\w+)\n.*?```\n(.*?)```", text, re.S)}


def cut_of(panels, name, back):
    step = 7 if name in panels.WEEKLY else 1
    return str(datetime.date.fromisoformat(CUTS[name]) - datetime.timedelta(days=step * panels.HORIZONS[name][1] * back))


def import_set(binary, data, folder, name, marketplaces):
    for marketplace in marketplaces:
        shelfcast(binary, "import", "--data", folder, "--marketplace", marketplace, "--mapping", name, pathlib.Path(data) / name)


def forecast(binary, panels, folder, name, cut):
    """-> forecast as score.py reads it, seconds"""
    days = panels.HORIZONS[name][1] * (7 if name in panels.WEEKLY else 1)
    began = time.monotonic()
    csv = shelfcast(binary, "forecast", "--data", folder, "--as-of", cut, "--days", days, "--level", "product", "--csv")
    seconds = time.monotonic() - began
    rows = pd.read_csv(io.StringIO(csv), dtype={"level": str, "marketplace": str, "id": str}, parse_dates=["date"])
    return rows.rename(columns={"id": "product"}).drop(columns="level"), seconds


def forecast_totals(binary, panels, folder, name, cut):
    """The totals of both horizons at all levels, with intervals."""
    step = 7 if name in panels.WEEKLY else 1
    printed = [shelfcast(binary, "forecast", "--data", folder, "--as-of", cut, "--days", step * steps, "--level", "all", "--total", "--intervals")
               for steps in panels.HORIZONS[name]]
    return pd.concat(pd.read_csv(io.StringIO(csv), dtype={"level": str, "marketplace": str, "id": str}) for csv in printed)


def evaluate_intervals(binary, data, work, name, backs):
    """Prints a table for each cut."""
    sys.path.insert(0, str(data))
    import panels
    import score
    folder = folder_of(binary, panels, data, work, name)
    for back in backs:
        cut = cut_of(panels, name, back)
        history, actual, dates = score.split(name, cut)
        table = score_intervals(forecast_totals(binary, panels, folder, name, cut), history, actual, dates)
        print(f"== {name}, cut {cut}, intervals")
        print(table.round(3).to_string(index=False), flush=True)


def ratio(measure, ours, theirs):
    """Less than 1 is better, whatever the measure."""
    return theirs / ours if measure.startswith("NDCG") else ours / theirs


def ratios(table, others):
    """Ours over the best of the others by measure -> measure -> ratio"""
    return {measure: max(ratio(measure, row["shelfcast"], value) for name, value in others[measure].items() if name != "shelfcast")
            for measure, row in table.items() if JUDGED.match(measure)}


def against_columns(table, others):
    """Ours over each other forecast, the geometric mean of all measures -> forecast -> ratio"""
    names = [name for name in next(iter(others.values())) if name != "shelfcast"]
    return {name: geometric_mean(ratio(measure, row["shelfcast"], others[measure][name]) for measure, row in table.items() if JUDGED.match(measure))
            for name in names}


def geometric_mean(values):
    values = list(values)
    return math.exp(sum(map(math.log, values)) / len(values))


def folder_of(binary, panels, data, work, name):
    """The data directory of a set, imported where it is not there yet."""
    folder = pathlib.Path(work) / name
    if not folder.exists():
        import_set(binary, data, folder, name, ONLY.get(name, sorted(panels.panel(name).marketplace.unique())))
    return folder


def evaluate(binary, data, work, name, backs=range(3)):
    """Prints the tables of a set -> our ratio to the best peers at the last cut"""
    sys.path.insert(0, str(data))
    import panels
    import score
    folder = folder_of(binary, panels, data, work, name)
    last = {}
    for back in backs:
        cut = cut_of(panels, name, back)
        ours, seconds = forecast(binary, panels, folder, name, cut)
        history, actual, dates = score.split(name, cut)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            score.evaluate(name, history, actual, dates, {"shelfcast": ours})
        table = parse_table(printed.getvalue())
        against_naive = ratios(table, table)
        against_peers = ratios(table, {m: peers(data)[name][m] for m in table}) if back == 0 else {}
        print(f"== {name}, cut {cut}, {seconds:.1f} s for all forecasts")
        names = list(next(iter(table.values())))
        print(f"{'':14}" + "".join(f"{n:>16}" for n in names) + f"{'/best naive':>13}" + (f"{'/best peer':>12}" if against_peers else ""))
        for measure, row in table.items():
            tail = f"{against_naive[measure]:13.3f}" if measure in against_naive else ""
            tail += f"{against_peers[measure]:12.3f}" if measure in against_peers else ""
            print(f"{measure:14}" + "".join(f"{row[n]:16.4f}" for n in names) + tail)
        columns = against_columns(table, table)
        print(f"geometric mean over the best naive by measure {geometric_mean(against_naive.values()):.3f}, over the best naive forecast {max(columns.values()):.3f}")
        if against_peers:
            columns = against_columns(table, {m: peers(data)[name][m] for m in table})
            hardest = max(columns, key=columns.get)
            last = {"best by measure": geometric_mean(against_peers.values()), "best forecast": columns[hardest]}
            print(f"over the best peer by measure {last['best by measure']:.3f}, over the best peer's forecast ({hardest}) {columns[hardest]:.3f}", flush=True)
    return last


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("data")
    parser.add_argument("work")
    parser.add_argument("--sets", default=",".join(CUTS))
    parser.add_argument("--cuts", type=int, default=3)
    parser.add_argument("--earlier", type=int, default=0)
    parser.add_argument("--intervals", action="store_true")
    asked = parser.parse_args()
    found = {}
    backs = range(asked.earlier, asked.cuts)
    for name in asked.sets.split(","):
        if asked.intervals:
            evaluate_intervals(asked.binary, asked.data, asked.work, name, backs)
        else:
            found[name] = evaluate(asked.binary, asked.data, asked.work, name, backs)
    for kind in ("best by measure", "best forecast") if found and 0 in backs else ():
        print(f"over the peers' {kind}:", {name: round(r[kind], 3) for name, r in found.items()},
              "all sets:", round(geometric_mean(r[kind] for r in found.values()), 3))
