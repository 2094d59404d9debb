# SPDX-License-Identifier: Apache-2.0
"""How well `shelfcast forecast` does on stores of m5, beside the naive rivals of score.py, at cuts of one's own.

    python3 m5_accuracy.py BINARY DATA WORK [--stores N] [--cuts N]

Prints a table per cut of all stores together (by DATA/score.py), and in how many stores we beat the best rival.
"""
import argparse, datetime, pathlib, subprocess, sys, time
import numpy as np
import pandas as pd

STORES = ["CA_1", "CA_2", "CA_3", "CA_4", "TX_1", "TX_2", "TX_3", "WI_1", "WI_2", "WI_3"]
LAST_CUT = datetime.date(2016, 3, 27)
CUTS = [str(LAST_CUT - datetime.timedelta(days=28 * i)) for i in range(3)]
HORIZON = 28
RIVALS = ["seasonal naive", "28-day mean", "weekday mean"]


def shelfcast(binary, *arguments):
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{arguments}: {done.stderr}")
    return done.stdout


def import_stores(binary, data, work, stores):
    for store in stores:
        shelfcast(binary, "import", "--data", work / "data", "--marketplace", store, "--mapping", "m5", pathlib.Path(data) / "m5")


def forecast(binary, work, cut):
    began = time.monotonic()
    csv = shelfcast(binary, "forecast", "--data", work / "data", "--as-of", cut, "--days", HORIZON, "--level", "product", "--csv")
    file = work / f"forecast-{cut}.csv"
    file.write_text(csv)
    return file, time.monotonic() - began


def measures(score, history, actual, dates, ours):
    """-> measure -> forecast -> store -> value"""
    index = pd.MultiIndex.from_frame(pd.concat([history[score.KEYS], actual[score.KEYS]]).drop_duplicates().sort_values(score.KEYS))
    truth, money = score.wide(actual, dates, index).values, score.wide(actual, dates, index, "amount").values
    price = score.last_price(history, index)
    tables = {name: (table.values, table.values * price[:, None]) for name, table in score.rivals(history, dates, index, False).items()}
    named = ours.merge(index.to_frame(index=False), on=["marketplace", "product"], validate="many_to_one")
    tables["shelfcast"] = (score.wide(named, dates, index).values, score.wide(named, dates, index, "amount").values)
    store = index.get_level_values("marketplace").to_numpy()
    group = index.get_level_values("category").to_numpy()
    out = {}
    for name, (units, amount) in tables.items():
        for s in np.unique(store):
            rows = store == s
            code = pd.factorize(group[rows])[0]
            for steps in (7, 28):
                a, p = truth[rows, :steps].sum(1), units[rows, :steps].sum(1)
                ca, cp = np.bincount(code, a), np.bincount(code, p)
                _, ndcg, _ = score.ranking(amount[rows, :steps].sum(1), money[rows, :steps].sum(1), code)
                for measure, value in (("WAPE", np.abs(a - p).sum() / a.sum()), ("cat WAPE", np.abs(ca - cp).sum() / ca.sum()), ("NDCG@10", ndcg)):
                    out.setdefault(f"{measure} {steps}", {}).setdefault(name, {})[s] = value
    return out


def evaluate(binary, data, work, stores, cuts, table=True):
    """-> (wins, categories): the share of stores in which we beat the best rival of that cut by WAPE and by NDCG@10 over
    the cuts, per measure; and our mean category WAPE over the best rival's."""
    sys.path.insert(0, str(data))
    import panels
    import score
    everything = panels.panel("m5")
    everything = everything[everything.marketplace.isin(stores)]
    work = pathlib.Path(work)
    work.mkdir(parents=True, exist_ok=True)
    import_stores(binary, data, work, stores)
    gathered = {}
    for cut in cuts:
        file, seconds = forecast(binary, work, cut)
        dates = pd.date_range(pd.Timestamp(cut) + pd.Timedelta(days=1), periods=HORIZON)
        history, actual = everything[everything.date <= cut], everything[everything.date.isin(dates)]
        ours = pd.read_csv(file, dtype={"level": str, "marketplace": str, "id": str}, parse_dates=["date"]).rename(columns={"id": "product"})
        if table:
            print(f"== cut {cut}, {len(stores)} stores, {seconds:.1f} s for all forecasts")
            score.evaluate("m5", history, actual, dates, {"shelfcast": ours.drop(columns="level")})
        for measure, by_name in measures(score, history, actual, dates, ours).items():
            for name, by_store in by_name.items():
                for s, value in by_store.items():
                    gathered.setdefault(measure, {}).setdefault(name, {}).setdefault(s, []).append(value)
    return summarise(gathered, stores)


def summarise(gathered, stores):
    wins, categories = {}, {}
    for measure, by_name in gathered.items():
        mean = {name: {s: np.mean(v) for s, v in by_store.items()} for name, by_store in by_name.items()}
        better = max if measure.startswith("NDCG") else min
        overall = {name: np.mean(list(by_store.values())) for name, by_store in mean.items()}
        rival = better(RIVALS, key=overall.get)
        if measure.startswith("cat"):
            categories[measure] = overall["shelfcast"] / overall[rival]
        else:
            won = sum(better(mean["shelfcast"][s], mean[rival][s]) == mean["shelfcast"][s] for s in stores)
            wins[measure] = won / len(stores)
    return wins, categories


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("data")
    parser.add_argument("work")
    parser.add_argument("--stores", type=int, default=10)
    parser.add_argument("--cuts", type=int, default=3)
    asked = parser.parse_args()
    wins, categories = evaluate(asked.binary, asked.data, asked.work, STORES[:asked.stores], CUTS[:asked.cuts])
    print("share of stores in which we beat the best rival, mean over the cuts:", {k: f"{v:.0%}" for k, v in wins.items()})
    print("category WAPE over the best rival's:", {k: f"{v:.3f}" for k, v in categories.items()})
