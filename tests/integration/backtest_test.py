# SPDX-License-Identifier: Apache-2.0
"""`shelfcast backtest`: forecasts of the past, measured, beside measures that were computed without any of its code."""
import collections, csv, datetime, importlib.util, io, json, os, sys

import shop

LEVELS = ["product", "category", "marketplace", "all"]
MEASURES = ["mape", "wape", "rmse", "mae", "rmsse", "wrmsse", "bias", "precision", "ndcg", "hits", "skill", "coverage80",
            "coverage95", "width80", "calibration"]


def sold(warehouse):
    """Units by product and day, counted from the files."""
    days = {}
    units = collections.Counter()
    rows = lambda pattern: [row for file in sorted(warehouse.folder.glob(pattern)) for row in csv.DictReader(file.read_text().splitlines())]
    for row in rows("transactions-*.csv"):
        days[row["trxn_id"]] = datetime.date.fromisoformat(row["transaction_time"][:10])
    for row in rows("transaction_products-*.csv"):
        units[row["product_id"], days[row["trxn_id"]]] += int(row["quantity"])
    return units


class Backtest(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse")
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)

    def backtest(self, *more, expect=0):
        return self.shelfcast("backtest", "--data", self.data, *more, expect=expect)

    def test_the_report_names_every_model_at_every_level(self):
        done = self.backtest("--horizon", 7, "--windows", 3, "--step", 7, "--json")
        (report,) = json.loads(done.stdout)
        last = self.warehouse.first - datetime.timedelta(days=1)
        self.assertEqual(report["origins"], [str(last - datetime.timedelta(days=7 * back)) for back in (3, 2, 1)])
        for level in LEVELS:
            models = [score["model"] for score in report["scores"] if score["level"] == level]
            self.assertEqual(len(models), len(set(models)))
            for model in ("ensemble", "logistic", "theta", "seasonal naive", "28-day mean"):
                self.assertIn(model, models)
        for score in report["scores"]:
            self.assertEqual(list(score), ["model", "level", "forecasts", "rival", *MEASURES])
        self.assertEqual(report["bad"], [])

    def test_the_seasonal_naive_is_as_wrong_as_a_count_of_the_files_says(self):
        done = self.backtest("--horizon", 7, "--windows", 3, "--models", "seasonal naive", "--json")
        (report,) = json.loads(done.stdout)
        units = sold(self.warehouse)
        error = total = count = 0
        percents = []
        for origin in map(datetime.date.fromisoformat, report["origins"]):
            for product in {product for product, _ in units}:
                week = lambda first: sum(units[product, origin + datetime.timedelta(days=first + i)] for i in range(7))
                came, naive = week(1), week(-6)
                error, total, count = error + abs(naive - came), total + came, count + 1
                percents += [abs(naive - came) / came] if came > 0 else []
        (score,) = [score for score in report["scores"] if score["level"] == "product"]
        self.assertEqual(score["forecasts"], count)
        self.assertAlmostEqual(score["wape"], error / total)
        self.assertAlmostEqual(score["mape"], sum(percents) / len(percents))

    def test_table_and_csv_tell_the_same_as_json(self):
        flags = ["--horizon", 7, "--windows", 2, "--models", "ensemble,theta"]
        (report,) = json.loads(self.backtest(*flags, "--json").stdout)
        rows = list(csv.DictReader(io.StringIO(self.backtest(*flags, "--csv").stdout)))
        self.assertEqual(len(rows), len(report["scores"]))
        for row, score in zip(rows, report["scores"]):
            self.assertEqual((row["marketplace"], row["level"], row["model"]), ("DE", score["level"], score["model"]))
            for measure in MEASURES:
                self.assertEqual(float(row[measure]) if row[measure] else None, score[measure], measure)
        done = self.backtest(*flags)
        self.assertIn("2 windows of 7 days", done.stdout)
        wape = next(score["wape"] for score in report["scores"] if score["level"] == "product" and score["model"] == "theta")
        self.assertRegex(done.stdout, rf"theta +\d+\.\d+ +{wape:.3f}")

    def test_a_running_server_answers_the_same(self):
        flags = ["--horizon", 7, "--windows", 1, "--models", "ensemble", "--json"]
        alone = self.backtest(*flags).stdout
        with shop.Server(self.data):
            self.assertEqual(self.backtest(*flags).stdout, alone)

    def test_nothing_after_as_of_is_known(self):
        flags = ["--horizon", 7, "--windows", 1, "--models", "ensemble", "--json", "--as-of", self.warehouse.first - datetime.timedelta(days=8)]
        before = self.backtest(*flags).stdout
        self.warehouse.add_days(5)
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
        self.assertEqual(self.backtest(*flags).stdout, before)

    def test_what_cannot_be_tested_is_told_with_what_can(self):
        self.assertIn("did you mean 'theta'?", self.backtest("--windows", 1, "--models", "thetta", expect=2).stderr)
        self.assertRegex(self.backtest("--windows", 90, expect=2).stderr, r"room for \d+ windows of 28 days")
        self.assertIn("FR", self.backtest("--marketplace", "FR", expect=1).stderr)
        self.assertIn("--as-of", self.backtest("--as-of", "yesterday", expect=2).stderr)
        self.assertIn("shelfcast backtest --data", self.backtest("--help").stdout)


class RealSales(shop.Case):
    def test_the_measures_are_those_of_an_independent_score(self):
        """m5's first store: what `forecast` says, scored by score.py, is what `backtest` says of the ensemble."""
        shop.need(importlib.util.find_spec("pandas"), "pandas (Debian package python3-pandas)")
        shop.need((shop.DATA / "m5").is_dir() and (shop.DATA / "score.py").exists(), "the m5 data set with score.py (SHELFCAST_DATA or ../shared/data)")
        sys.path.insert(0, str(shop.DATA))
        import numpy as np, pandas as pd, score
        data, cut, store = self.folder / "data", "2016-03-27", "CA_1"
        self.shelfcast("import", "--data", data, "--marketplace", store, "--mapping", "m5", shop.DATA / "m5")
        (report,) = json.loads(self.shelfcast("backtest", "--data", data, "--windows", 1, "--json", "--models", "ensemble,weekday mean").stdout)
        self.assertEqual(report["origins"], [cut])
        ours = {(row["model"], row["level"]): row for row in report["scores"]}
        told = self.shelfcast("forecast", "--data", data, "--as-of", cut, "--days", 28, "--level", "product", "--csv").stdout
        history, actual, dates = score.split("m5", cut)
        history, actual = (rows[rows.marketplace == store] for rows in (history, actual))
        index = pd.MultiIndex.from_frame(pd.concat([history[score.KEYS], actual[score.KEYS]]).drop_duplicates().sort_values(score.KEYS))
        forecast = pd.read_csv(io.StringIO(told), dtype={"id": str}, parse_dates=["date"]).drop(columns="level").rename(columns={"id": "product"})
        forecast = forecast.merge(index.to_frame(index=False), on=["marketplace", "product"])
        tables = {"ensemble": score.wide(forecast, dates, index), "weekday mean": score.rivals(history, dates, index, False)["weekday mean"]}
        truth, days = score.wide(actual, dates, index), pd.date_range(history.date.min(), history.date.max())
        came = truth.values.sum(1)
        for model, table in tables.items():
            said = table.values.sum(1)
            _, levels = score.wrmsse(history, table, truth, days)
            self.assertAlmostEqual(ours[model, "product"]["wape"], np.abs(said - came).sum() / came.sum(), 6)
            self.assertAlmostEqual(ours[model, "product"]["bias"], (said - came).sum() / came.sum(), 6)
            for level, at in [("product", 9), ("category", 4), ("marketplace", 0)]:
                if (model, level) == ("weekday mean", "marketplace"):
                    continue  # score.py sums its products; ours looks at the whole marketplace's own weekdays
                self.assertAlmostEqual(ours[model, level]["wrmsse"], levels[at], 5)
        money, group = score.wide(actual, dates, index, "amount").values.sum(1), pd.factorize(index.get_level_values("category"))[0]
        precision, ndcg, _ = score.ranking(score.wide(forecast, dates, index, "amount").values.sum(1), money, group)
        self.assertAlmostEqual(ours["ensemble", "product"]["precision"], precision, 6)
        self.assertAlmostEqual(ours["ensemble", "product"]["ndcg"], ndcg, 4)


if __name__ == "__main__":
    shop.main()
