# SPDX-License-Identifier: Apache-2.0
"""What was sold, as its source tells it and its merchants count: nothing finer, no other measure, in the merchant's own days."""
import json

import shop

QUIET = {"SHELFCAST_REFRESH_EVERY_HOURS": "0"}
MAPPING = """
[marketplace]
week_start = "monday"
{told}

[sales]
files = "sales*"
time = "day"
product = "item"
{money}
"""


class Actuals(shop.Case):
    def server(self, told, money, rows):
        data = self.folder / "data"
        (self.folder / "map.toml").write_text(MAPPING.format(told=told, money=money))
        (self.folder / "sales.csv").write_text("day,item,n\n" + "\n".join(rows) + "\n")
        self.shelfcast("import", "--data", data, "--marketplace", "S", "--mapping", self.folder / "map.toml", self.folder / "sales.csv")
        return shop.Server(data, "--now", "data-cut", environment=QUIET)

    def refused(self, server, question):
        status, headers, text = server.ask(f"/api/top-products?{question}")
        self.assertEqual((status, headers["Content-Type"]), (404, "application/problem+json"), text)
        return json.loads(text)["detail"]

    def test_of_a_source_told_by_the_day_no_hours_are_known(self):
        with self.server("", 'quantity = "n"\nprice = { constant = "2.50" }', ["2025-05-01,A,3", "2025-05-02,A,4", "2025-05-02,B,1"]) as server:
            for window, said in (("1h", "the last hour"), ("6h", "the last 6 hours"), ("24h", "the last 24 hours")):
                self.assertEqual(self.refused(server, f"window={window}"), f"The sales of 'S' are told by the day: what was sold in {said} is not known.")
            self.assertEqual(server.json("/api/top-products?window=7d")["totalUnits"], 8)
            day = server.json("/api/top-products?bucketType=DAY&bucketStart=2025-05-02")
            self.assertEqual((day["totalUnits"], day["totalSalesAmount"], day["currency"]), (5, 12.5, "EUR"))

    def test_of_a_source_told_by_the_week_no_days_are_known_and_money_only_where_it_is_told(self):
        rows = ["2025-05-05,A,3", "2025-05-05,B,5", "2025-05-12,A,4"]
        with self.server('grain = "week"\nmeasures = ["units"]', 'quantity = "n"', rows) as server:
            self.assertIn("told by the week: what was sold in a day", self.refused(server, "bucketType=DAY&bucketStart=2025-05-05"))
            self.assertIn("in the last 168 hours", self.refused(server, "window=7d"))
            self.assertEqual(self.refused(server, "bucketType=WEEK&measure=amount"),
                             "Of the sales of 'S' only units are known, not money: they can be ranked by units.")
            week = server.json("/api/top-products?bucketType=WEEK&bucketStart=2025-05-07")
            self.assertEqual([(row["productKey"], row["units"], row["totalSalesAmount"]) for row in week["products"]], [("B", 5, None), ("A", 3, None)])
            self.assertEqual((week["measure"], week["totalUnits"], week["totalSalesAmount"], week["currency"]), ("units", 8, None, None))
            self.assertEqual(server.json("/api/top-categories?bucketType=MONTH&bucketStart=2025-05-01")["categories"][0]["units"], 12)

    def test_of_a_source_of_money_alone_no_units_are_shown(self):
        with self.server('measures = ["amount"]', 'total = "n"\nnegative_is_return = true', ["2025-05-05,A,19.99", "2025-05-05,B,-2.50", "2025-05-06,B,30"]) as server:
            self.assertIn("only money is known, not units", self.refused(server, "bucketType=WEEK&measure=units"))
            week = server.json("/api/top-products?bucketType=WEEK&bucketStart=2025-05-07")
            self.assertEqual([(row["productKey"], row["units"], row["totalSalesAmount"]) for row in week["products"]], [("B", None, 27.5), ("A", None, 19.99)])
            self.assertEqual((week["totalUnits"], week["totalSalesAmount"]), (None, 47.49))

    def test_a_ranking_by_units_is_another_than_one_by_money(self):
        rows = ["2025-05-05,A,3", "2025-05-05,B,5"]
        with self.server("", 'quantity = "n"\nprice = { constant = "1" }', rows) as server:
            self.assertEqual(server.json("/api/top-products?bucketType=DAY&bucketStart=2025-05-05&measure=units")["products"][0]["productKey"], "B")
            self.assertEqual(server.ask("/api/top-products?bucketType=DAY&measure=pieces")[0], 400)


class Merchants(shop.Case):
    """Two merchants of one marketplace in Berlin: Anna counts as it does, Bo lives in New York and begins weeks on Sunday."""

    def setUp(self):
        super().setUp()
        self.warehouse = shop.Warehouse(self.folder / "warehouse", days=1)
        self.warehouse.write("sellers.csv", ["1,DE,Anna's,2024-01-01T00:00:00Z,,", "2,DE,Bo,2024-01-01T00:00:00Z,America/New_York,sunday"],
                             header="seller_id,marketplace_id,name,updated_at,time_zone,week_start")
        # Half past one at night in Berlin on Sunday 1 June; still Saturday, and May, in New York.
        self.warehouse.part("night", [("2025-05-31T23:30:00Z", [(100, 1), (101, 2)])])
        self.data = self.folder / "data"
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)

    def test_a_merchants_days_and_weeks_are_its_own_unless_others_are_asked_for(self):
        with shop.Server(self.data, environment=QUIET) as server:
            def sold(question):
                answer = server.json(f"/api/top-products?{question}")
                return answer["totalUnits"], answer["timeZone"], answer["weekStart"], answer.get("bucketStart")

            self.assertEqual(sold("merchantId=1&bucketType=DAY&bucketStart=2025-06-01"), (1, "Europe/Berlin", "monday", "2025-06-01"))
            self.assertEqual(sold("merchantId=2&bucketType=DAY&bucketStart=2025-06-01"), (0, "America/New_York", "sunday", "2025-06-01"))
            self.assertEqual(sold("merchantId=2&bucketType=MONTH&bucketStart=2025-05-20")[0], 2)
            self.assertEqual(sold("merchantId=2&bucketType=WEEK&bucketStart=2025-05-31"), (2, "America/New_York", "sunday", "2025-05-25"))
            self.assertEqual(sold("merchantId=2&bucketType=WEEK&bucketStart=2025-05-31&timeZone=Europe/Berlin&weekStart=monday"),
                             (2, "Europe/Berlin", "monday", "2025-05-26"))
            self.assertEqual(sold("marketplaceId=DE&bucketType=DAY&bucketStart=2025-06-01"), (3, "Europe/Berlin", "monday", "2025-06-01"))

    def test_a_zone_or_weekday_that_is_none_is_a_dead_letter_and_changes_nothing(self):
        self.warehouse.write("sellers.csv", ["1,DE,Anna's,2025-01-01T00:00:00Z,Mars,", "2,DE,Bo,2025-01-01T00:00:00Z,,someday"],
                             header="seller_id,marketplace_id,name,updated_at,time_zone,week_start")
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
        printed = self.shelfcast("dead-letters", "list", "--marketplace", "DE", "--data", self.data).stdout
        self.assertIn("there is no time zone 'Mars' (bad_setting)", printed)
        self.assertIn("'someday' is no weekday, as monday (bad_setting)", printed)
        with shop.Server(self.data, environment=QUIET) as server:
            self.assertEqual(server.json("/api/top-products?merchantId=2&bucketType=DAY")["timeZone"], "America/New_York")


if __name__ == "__main__":
    shop.main()
