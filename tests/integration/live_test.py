# SPDX-License-Identifier: Apache-2.0
"""Between two cycles: orders that come in show in what was sold at once, and in the forecast of the categories they
touch as soon as those are refreshed, by themselves or by hand; nothing else of the table moves."""
import collections, json

import shop

QUIET = shop.QUIET


class Live(shop.LiveCase):
    def sold(self, server, product):
        top = server.json("/api/top-products?marketplaceId=DE&bucketType=YEAR&limit=100")["products"]
        return next(row["units"] for row in top if row["productKey"] == str(product))

    def product(self, server, key, frame="day", more=""):
        rows = server.products(11 + key % 2, frame, "rolling", f"&limit=100{more}")["products"]
        return next(row for row in rows if row["productKey"] == str(key))

    def refresh(self, *categories, expect=0, **environment):
        return self.shelfcast("refresh", "--data", self.data, "--marketplace", "DE", "--categories", ",".join(categories),
                              expect=expect, environment=environment)

    def test_a_flash_sale_is_in_the_forecast_of_its_category_and_of_no_other(self):
        with shop.Server(self.data, environment=QUIET) as server:
            mugs, tea = server.products(11, "week"), server.products(12, "week")
            usual, week = self.product(server, 100), self.product(server, 100, "week")
            before = self.sold(server, 100)
            for _ in range(20):
                self.order(server, 100, 4)
            server.until(lambda: self.sold(server, 100) == before + 80, "the count of the orders")
            self.assertEqual(server.products(11, "week"), mugs)  # the table stands until it is refreshed
            live = self.product(server, 100, more="&live=true")
            self.assertEqual(live["soldSince"]["units"], 80)
            self.assertEqual(live["expectedUnits"], usual["expectedUnits"])

            self.assertIn("-1+1: published", self.refresh("11").stdout)
            self.assertGreaterEqual(self.product(server, 100)["expectedUnits"], 80)
            self.assertGreater(self.product(server, 100, "week")["expectedUnits"] - week["expectedUnits"], 80)  # tomorrow as well
            self.assertEqual(self.product(server, 100, more="&live=true")["soldSince"]["units"], 0)
            self.assertEqual({**server.products(12, "week")}, {**tea})
            total = server.categories("week")
            self.assertAlmostEqual(total["totalExpectedUnits"], sum(row["expectedUnits"] for row in total["categories"]), places=5)
            page = "/api/v1/predictions/customer/1/DE/categories/{}/products?timeFrame=day"
            made = [server.ask(page.format(category))[1] for category in (11, 12)]
            self.assertTrue(made[0]["X-Cycle"].endswith("-1+1"))
            self.assertEqual(made[0]["X-Cycle"], made[1]["X-Cycle"] + "+1")
            self.assertEqual(made[0]["X-Data-Cut"], made[1]["X-Data-Cut"])

            self.order(server, 102, 2)
            server.until(lambda: self.product(server, 102, more="&live=true")["soldSince"]["units"] == 2, "what came later")

    def test_the_server_refreshes_what_orders_touch_by_itself(self):
        with shop.Server(self.data, environment={**QUIET, "SHELFCAST_REFRESH_LIVE_MINUTES": "1"}) as server:
            tea = server.products(12, "week")
            self.order(server, 100, 3)

            def done():
                latest = server.json("/api/v1/cycles?limit=1")["cycles"][0]
                return latest if latest["startedBy"] == "orders" and latest["state"] == "ok" else None

            report = server.until(done, "a cycle started by orders")
            self.assertTrue(report["id"].endswith("+1"))
            self.assertEqual([step["step"] for step in report["timings"]], ["model", "features", "rank", "publish", "sweep"])
            self.assertGreaterEqual(self.product(server, 100)["expectedUnits"], 3)
            self.assertEqual(server.products(12, "week"), tea)

    def test_orders_of_before_a_stop_are_taken_up_after_it(self):
        with shop.Server(self.data, environment=QUIET) as server:
            self.order(server, 101, 5)
            server.until(lambda: self.product(server, 101, more="&live=true")["soldSince"]["units"] == 5, "the count")
        with shop.Server(self.data, environment={**QUIET, "SHELFCAST_REFRESH_LIVE_MINUTES": "15"}) as server:
            server.until(lambda: self.product(server, 101, more="&live=true")["soldSince"]["units"] == 0, "the refresh")

    def test_a_part_made_without_news_changes_no_number(self):
        with shop.Server(self.data, environment=QUIET) as server:
            before = [server.products(category, "year", more="&limit=100")["products"] for category in (11, 12)]
            self.refresh("10")  # the root: all below it
            self.assertEqual([server.products(category, "year", more="&limit=100")["products"] for category in (11, 12)], before)

    def test_some_categories_are_refreshed_over_the_api(self):
        with shop.Server(self.data, environment=QUIET) as server:
            tea = server.products(12, "week")
            self.order(server, 100, 50)
            server.until(lambda: self.product(server, 100, more="&live=true")["soldSince"]["units"] == 50, "the count")
            status, headers, _ = server.ask("/api/v1/cycles", "POST", {"marketplaceId": "DE", "categories": ["11"]})
            self.assertEqual(status, 202)
            server.until(lambda: server.json(headers["Location"])["state"] == "ok", "the refresh")
            self.assertGreaterEqual(self.product(server, 100)["expectedUnits"], 50)
            self.assertEqual(server.products(12, "week"), tea)
            status, _, body = server.ask("/api/v1/cycles", "POST", {"marketplaceId": "DE", "categories": ["99", 11, "hats"]})
            self.assertEqual((status, [error["pointer"] for error in json.loads(body)["errors"]]), (422, ["/categories/0", "/categories/2"]))

    def test_what_cannot_be_refreshed_is_named(self):
        self.assertIn("no category", self.refresh("99", expect=1).stderr)
        empty = self.folder / "empty"
        self.shelfcast("import", "--data", empty, "--marketplace", "DE", self.warehouse.folder)
        failed = self.shelfcast("refresh", "--data", empty, "--marketplace", "DE", "--categories", "11", expect=1)
        self.assertIn("no table serves yet", failed.stderr)

    def test_a_kill_between_any_two_writes_of_a_part_leaves_a_whole_table(self):
        listed = self.folder / "points.txt"
        self.refresh("11", SHELFCAST_STOP_LIST=str(listed))
        points = collections.Counter(listed.read_text().split())
        print("durable writes of a part:", ", ".join(f"{name} x{times}" for name, times in sorted(points.items())))
        for name in ("report", "table.cells", "table.manifest", "table.whole", "table.current"):
            self.assertIn(name, points)
        for name, times in sorted(points.items()):
            for n in sorted({1, times}):
                with self.subTest(stopped_after=f"{name}:{n}"):
                    self.refresh("11", expect=shop.KILLED, SHELFCAST_STOP_AT=f"{name}:{n}")
                    with shop.Server(self.data, environment=QUIET) as server:
                        self.assertEqual(server.categories("week")["totalCategories"], 2)
                        cycles = server.json("/api/v1/cycles?limit=1")["cycles"]
                        self.assertNotEqual(cycles[0]["state"], "running")
        self.assertIn("published", self.refresh("11,12").stdout)


if __name__ == "__main__":
    shop.main()
