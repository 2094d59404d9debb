# SPDX-License-Identifier: Apache-2.0
"""How sure a forecast says it is, and what one model alone says."""
import collections, json

import shop


class Intervals(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        warehouse = shop.Warehouse(self.folder / "warehouse", first="2024-09-01", days=240)
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", warehouse.folder)

    def test_intervals_of_a_forecast_hold_it_and_each_other(self):
        for more in ((), ("--total",), ("--level", "category"), ("--level", "all", "--total")):
            ask = ("forecast", "--data", self.data, "--days", "14", "--intervals", "--csv", *more)
            printed = self.shelfcast(*ask).stdout
            self.assertEqual(self.shelfcast(*ask).stdout, printed)
            lines = printed.splitlines()
            self.assertEqual(lines[0], "level,marketplace,id,date,steps,units,amount,lo80,hi80,lo95,hi95")
            rows = [dict(zip(lines[0].split(","), line.split(","))) for line in lines[1:]]
            measured = [row for row in rows if row["lo80"]]
            self.assertGreater(len(measured), len(rows) / 2)
            for row in measured:
                lo95, lo80, units, hi80, hi95 = (float(row[name]) for name in ("lo95", "lo80", "units", "hi80", "hi95"))
                self.assertTrue(0 <= lo95 <= lo80 <= units <= hi80 <= hi95, row)

    def test_the_interval_of_a_total_is_narrower_than_those_of_its_days_together(self):
        def widths(*more):
            out = self.shelfcast("forecast", "--data", self.data, "--days", "28", "--intervals", "--json", *more).stdout
            width = collections.Counter()
            for row in map(json.loads, out.splitlines()):
                width[row["id"]] += row["hi80"] - row["lo80"]
            return width
        days, total = widths("--level", "category"), widths("--level", "category", "--total")
        self.assertEqual(days.keys(), total.keys())
        for category in days:
            self.assertLess(total[category], days[category])

    def test_one_model_alone_is_asked_by_its_name(self):
        ask = ("forecast", "--data", self.data, "--days", "7", "--json")
        rows = [json.loads(line) for line in self.shelfcast(*ask, "--model", "weekday mean").stdout.splitlines()]
        self.assertEqual(len(rows), shop.PRODUCTS * 7)
        self.assertEqual(sorted(rows[0]), ["amount", "date", "id", "level", "marketplace", "steps", "units"])
        ensemble = [json.loads(line) for line in self.shelfcast(*ask).stdout.splitlines()]
        self.assertNotEqual([row["units"] for row in rows], [row["units"] for row in ensemble])
        named = self.shelfcast(*ask, "--model", "ensemble").stdout
        self.assertEqual([json.loads(line) for line in named.splitlines()], ensemble)
        unknown = self.shelfcast(*ask, "--model", "oracle", expect=2)
        self.assertIn("weekday mean", unknown.stderr)
        self.shelfcast(*ask, "--model", "weekday mean", "--intervals", expect=2)


if __name__ == "__main__":
    shop.main()
