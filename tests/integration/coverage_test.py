# SPDX-License-Identifier: Apache-2.0
"""How often published intervals hold, counted live; and what the next ones learn of it."""
import datetime, json, random

import shop

CALM, WILD = 0.15, 0.30
DAYS_APART = 12  # cycles of one day each


class Noisy(shop.Warehouse):
    """A shop that sells dozens of each product every day, give or take its noise."""

    noise = CALM

    def add_days(self, days, name=None):
        draw = random.Random(self.first.toordinal())
        orders = []
        for offset in range(days):
            day = self.first + datetime.timedelta(days=offset)
            for p in range(shop.PRODUCTS):
                mean = (30 + 10 * p) * (1.4 if day.weekday() >= 5 else 0.9)
                orders.append((f"{day}T12:{p:02}:00Z", [(100 + p, max(1, round(mean * (1 + self.noise * draw.gauss(0, 1)))))]))
        self.first += datetime.timedelta(days=days)
        return self.part(name or str(self.first), orders)


class Coverage(shop.Case):
    def setUp(self):
        super().setUp()
        self.shop = Noisy(self.folder / "shop", first="2024-09-02", days=205)
        self.data = self.folder / "data"
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.shop.folder)
        self.refresh()

    def refresh(self, *more):
        """Runs a cycle; its id."""
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", *more)
        return (self.data / "tables" / "DE" / "current").read_text().strip()

    def days(self, count):
        for _ in range(count):
            self.shop.add_days(1)
            cycle = self.refresh()
        return cycle

    def coverage(self, *more):
        return json.loads(self.shelfcast("coverage", "--data", self.data, "--json", *more).stdout)

    def of_days(self):
        row, = self.coverage("--frame", "day", "--level", "product")["coverage"]
        return row

    def receipt(self, cycle):
        with shop.Server(self.data, "--now", "data-cut") as server:
            return server.json(f"/api/v1/cycles/{cycle}")["receipt"]

    def widths(self):
        """Of the products' intervals of the next day."""
        with shop.Server(self.data, "--now", "data-cut") as server:
            rows = [row for category in (11, 12) for row in server.products(category, frame="day")["products"]]
        return sum(row["hi80"] - row["lo80"] for row in rows)

    def test_before_anything_is_over_a_sentence_says_so(self):
        with shop.Server(self.data, "--now", "data-cut") as server:
            told = server.json("/api/v1/coverage?marketplaceId=DE")
            self.assertEqual((told["periods"], told["coverage"], told["knownFrom"], told["stretched"]), (0, [], None, []))
            self.assertIn("Nothing is measured yet", told["note"])
            for wrong, status in (("", 400), ("?marketplaceId=XX", 404), ("?marketplaceId=DE&level=shelf", 400),
                                  ("?marketplaceId=DE&timeFrame=decade", 400), ("?marketplaceId=DE&categoryId=99", 404)):
                self.assertEqual(server.ask(f"/api/v1/coverage{wrong}")[0], status, wrong)
        self.assertIn("Nothing is measured yet", self.shelfcast("coverage", "--data", self.data).stdout)

    def test_what_is_over_is_scored_once_by_category_and_told_by_the_api_and_the_command_alike(self):
        self.days(3)
        told = self.coverage()
        whole = {(row["level"], row["timeFrame"]): row for row in told["coverage"]}
        days = whole["product", "day"]
        self.assertEqual(days["intervals"], 3 * shop.PRODUCTS)
        self.assertEqual(days["confidenceScore"]["predictions"], 3 * shop.PRODUCTS)
        self.assertEqual([top["top"] for top in days["topProbability"]], [5, 10, 20, 50])
        self.assertEqual(sum(tenth["happened"] for tenth in days["topProbability"][0]["tenths"]), 3 * 2 * 5)  # places there are
        self.assertEqual(whole["marketplace", "day"]["intervals"], 3)
        self.assertNotIn(("product", "month"), whole)  # none is over
        of_mugs = self.coverage("--category", "11", "--frame", "day")
        self.assertEqual({row["level"]: row["intervals"] for row in of_mugs["coverage"]}, {"product": 3 * 6, "category": 3})
        self.refresh()  # nothing new
        self.assertEqual(self.coverage(), told)
        with shop.Server(self.data, "--now", "data-cut") as server:
            self.assertEqual(server.json("/api/v1/coverage?marketplaceId=DE"), told)
            self.assertEqual(self.coverage(), told)  # the command asks the server
            self.assertEqual(server.json("/api/v1/coverage?marketplaceId=DE&categoryId=11&timeFrame=day"), of_mugs)
        self.assertIn("by product", self.shelfcast("coverage", "--data", self.data).stdout)

    def test_where_the_noise_doubles_the_next_intervals_are_wider_and_hold_again(self):
        before = self.widths()
        self.shop.noise = WILD
        cycle = self.days(DAYS_APART)
        first = self.of_days()
        self.assertLess(first["coverage80"], 0.75)
        factors = {(row["level"], row["horizon"]): row["of80"] for row in self.coverage()["stretched"]}
        self.assertGreater(factors["product", "1-7"], 1.1)
        self.assertGreater(self.widths(), 1.2 * before)

        receipt = self.receipt(cycle)
        self.assertTrue(receipt["intervalFactors"])
        part = self.refresh("--categories", "11")
        self.assertEqual(self.receipt(part)["intervalFactors"], receipt["intervalFactors"])
        for made in (cycle, part):
            replay = json.loads(self.shelfcast("replay", made, "--data", self.data, "--json").stdout)
            self.assertEqual((replay["model"], replay["numbers"], replay["table"]), ("same", "same", "same"), replay)

        self.days(DAYS_APART)
        both = self.of_days()
        second = (both["held80"] - first["held80"]) / (both["intervals"] - first["intervals"])
        self.assertGreater(second, first["coverage80"] + 0.05)
        self.assertGreater(second, 0.68)
        self.assertLess(second, 0.92)


if __name__ == "__main__":
    shop.main()
