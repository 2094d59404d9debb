# SPDX-License-Identifier: Apache-2.0
"""What models saw of a product: served at once, and told again for any day that is past."""
import csv, datetime, io, statistics, time

from shop import Server, ShopCase, main


class Features(ShopCase):
    def exported(self, *more):
        return self.shelfcast("export", "--data", self.data, "--marketplace", "DE", "--features", *more).stdout

    @staticmethod
    def rows(text):
        return {row["product"]: row for row in csv.DictReader(io.StringIO(text))}

    def test_the_row_of_a_product_is_served_at_once_with_its_lineage(self):
        exported = self.rows(self.exported())["101"]
        with Server(self.data) as server:
            seconds = []
            for _ in range(101):
                begin = time.perf_counter()
                row = server.json("/api/v1/products/101/features?marketplaceId=DE")
                seconds.append(time.perf_counter() - begin)
        self.assertLess(statistics.median(seconds), 0.010)
        self.assertEqual(row["dataCut"], exported["as_of"])
        self.assertEqual({feature["name"] for feature in row["features"]}, set(exported) - {"marketplace", "category", "product", "as_of"})
        for feature in row["features"]:
            self.assertAlmostEqual(feature["value"], float(exported[feature["name"]]), places=6)
            self.assertTrue(feature["madeFrom"] and feature["meaning"], feature)

    def test_a_product_is_shown_with_every_day_that_it_sold_and_with_what_is_expected(self):
        exported = csv.DictReader(io.StringIO(self.shelfcast("export", "--data", self.data, "--marketplace", "DE").stdout))
        sold = {row["date"]: (float(row["units"]), float(row["amount"])) for row in exported if row["product"] == "101"}
        with Server(self.data) as server:
            product = server.json("/api/v1/products/101?marketplaceId=DE&historyDays=30")
        first = datetime.date.fromisoformat(max(sold)) - datetime.timedelta(days=29)
        last_days = sorted(day for day in sold if day >= str(first))
        self.assertEqual(product["dataCut"], last_days[-1])
        self.assertEqual([day["day"] for day in product["history"]], last_days)
        self.assertEqual([(day["units"], day["amount"]) for day in product["history"]], [sold[day] for day in last_days])
        self.assertEqual(len(product["forecast"]), 28)
        self.assertEqual(product["links"]["why"], "/api/v1/products/101/why?marketplaceId=DE")

    def test_a_row_of_a_past_day_is_told_again_byte_by_byte_whatever_came_later(self):
        then = self.exported()
        day = self.rows(then)["101"]["as_of"]
        self.shop.add_days(7)
        self.refreshed()
        self.assertEqual(self.exported("--as-of", day), then)
        self.assertNotEqual(self.exported(), then)

    def test_a_refresh_of_some_categories_renews_the_rows_of_their_products(self):
        with Server(self.data) as server:
            before = server.json("/api/v1/products/101/features?marketplaceId=DE")
        self.refreshed("--categories", "11")
        with Server(self.data) as server:
            self.assertEqual(server.json("/api/v1/products/101/features?marketplaceId=DE"), before)

    def test_a_running_server_exports_them_too(self):
        alone = self.exported("--as-of", "2025-04-20")
        with Server(self.data):
            self.assertEqual(self.exported("--as-of", "2025-04-20"), alone)

    def test_what_is_asked_wrongly_is_told(self):
        done = self.shelfcast("export", "--data", self.data, "--features", "--as-of", "yesterday", expect=2)
        self.assertIn("--as-of", done.stderr)
        with Server(self.data) as server:
            self.assertEqual(server.ask("/api/v1/products/101/features")[0], 400)
            status, _, body = server.ask("/api/v1/products/nothing/features?marketplaceId=DE")
        self.assertEqual(status, 404)
        self.assertIn("nothing", str(body))


if __name__ == "__main__":
    main()
