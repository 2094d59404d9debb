# SPDX-License-Identifier: Apache-2.0
"""From an order in the warehouse to a ranked answer, and again with what is new."""
import json

import shop


class Cycle(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse")

    def import_and_refresh(self):
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
        return self.shelfcast("refresh", "--data", self.data, "--now", "data-cut").stdout

    def test_an_imported_order_is_part_of_a_ranked_answer(self):
        printed = self.import_and_refresh()
        self.assertIn("published", printed)
        with shop.Server(self.data, "--now", "data-cut") as server:
            ranking = server.categories()
            self.assertEqual({row["categoryName"] for row in ranking["categories"]}, {"Mugs", "Tea"})
            amounts = [row["predictedSalesAmount"] for row in ranking["categories"]]
            self.assertEqual(amounts, sorted(amounts, reverse=True))
            self.assertGreater(amounts[-1], 0)
            top = server.products(ranking["categories"][0]["categoryId"])
            self.assertEqual(top["totalProducts"], 6)

    def test_products_sum_to_their_category_and_a_parent_to_its_shelves(self):
        self.import_and_refresh()
        with shop.Server(self.data, "--now", "data-cut") as server:
            for frame in ("day", "week", "month", "quarter", "half", "year"):
                for window in ("calendar", "rolling"):
                    by_category = {row["categoryId"]: row for row in server.categories(frame, window)["categories"]}
                    for category, row in by_category.items():
                        products = server.products(category, frame, window, "&limit=100")["products"]
                        self.assertAlmostEqual(sum(p["expectedAmount"] for p in products), row["expectedAmount"], places=5)
                    everything = server.products(10, frame, window, "&limit=100")
                    self.assertEqual(everything["totalProducts"], shop.PRODUCTS)

    def test_a_second_cycle_reads_only_what_is_new(self):
        self.import_and_refresh()
        new = self.warehouse.add_days(1)
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        with shop.Server(self.data, "--now", "data-cut") as server:
            cycles = server.json("/api/v1/cycles")["cycles"]
            self.assertEqual([row["rowsIn"] for row in cycles], [0, new, 0])
            self.assertEqual([row["state"] for row in cycles], ["ok"] * 3)

    def test_a_correction_replaces_what_it_corrects_and_the_doctor_agrees(self):
        self.import_and_refresh()
        order = "1,DE,7,2025-01-01T08:00:00Z,cancelled,,2026-01-01T00:00:00Z"
        first = (self.warehouse.folder / "transaction_products-2025-05-01.csv").read_text().splitlines()[1]
        self.warehouse.write("transactions-late.csv", [order])
        self.warehouse.write("transaction_products-late.csv", [first])
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        self.assertIn("DE: 0 of ", self.shelfcast("doctor", "--data", self.data).stdout)

    def test_a_forecast_as_of_a_day_knows_nothing_later(self):
        self.import_and_refresh()
        ask = ("forecast", "--data", self.data, "--as-of", "2025-04-10", "--days", "14", "--csv")
        before = self.shelfcast(*ask).stdout
        self.warehouse.add_days(30)
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        self.assertEqual(self.shelfcast(*ask).stdout, before)
        rows = before.splitlines()
        self.assertEqual(rows[0], "level,marketplace,id,date,steps,units,amount")
        self.assertEqual(len(rows) - 1, shop.PRODUCTS * 14)
        self.assertTrue(rows[1].startswith("product,DE,100,2025-04-11,1,"))

    def test_levels_and_totals_of_a_forecast_agree(self):
        self.import_and_refresh()
        def total(*more):
            rows = self.shelfcast("forecast", "--data", self.data, "--days", "7", "--csv", *more).stdout.splitlines()[1:]
            return round(sum(float(row.split(",")[5]) for row in rows), 6)
        self.assertEqual(total("--level", "product"), total("--level", "marketplace", "--total"))
        self.assertEqual(total("--level", "category", "--total"), total("--level", "marketplace"))


class RunningServer(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse")
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)

    def test_before_the_first_table_the_server_says_so(self):
        with shop.Server(self.data, "--now", "data-cut") as server:
            self.assertEqual(server.ask("/livez")[0], 200)
            self.assertEqual(server.ask("/readyz")[0], 503)
            status, headers, body = server.ask("/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame=week")
            self.assertEqual(status, 503)
            self.assertIn("Retry-After", headers)
            self.assertEqual(headers["Content-Type"], "application/problem+json")

    def test_a_verb_asks_the_server_that_has_the_directory_open(self):
        with shop.Server(self.data, "--now", "data-cut") as server:
            self.assertIn("published", self.shelfcast("refresh", "--data", self.data).stdout)
            self.assertEqual(server.ask("/readyz")[0], 200)
            new = self.warehouse.add_days(1)
            self.assertIn(f"{new} counted", self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder).stdout)
            near = self.shelfcast("forecast", "--data", self.data, "--days", "3", "--csv").stdout
            sure = self.shelfcast("forecast", "--data", self.data, "--days", "3", "--intervals", "--json").stdout
        self.assertEqual(self.shelfcast("forecast", "--data", self.data, "--days", "3", "--csv").stdout, near)
        self.assertEqual(self.shelfcast("forecast", "--data", self.data, "--days", "3", "--intervals", "--json").stdout, sure)

    def test_an_administrator_starts_a_cycle_over_the_api(self):
        with shop.Server(self.data, "--now", "data-cut") as server:
            status, headers, _ = server.ask("/api/v1/cycles", "POST", {"marketplaceId": "DE"})
            self.assertEqual(status, 202)
            while (cycle := server.json(headers["Location"]))["state"] == "running":
                pass
            self.assertEqual(cycle["state"], "ok")
            self.assertEqual({t["step"] for t in cycle["timings"]}, {"extract", "merge", "features", "train", "register", "decide", "rank", "publish", "sweep"})
            self.assertGreater(len(cycle["accuracy"]), 0)

    def test_with_a_token_set_only_its_bearer_may_start_a_cycle(self):
        with shop.Server(self.data, "--now", "data-cut", environment={"SHELFCAST_SERVER_ADMIN_TOKEN": "sesame"}) as server:
            body = {"marketplaceId": "DE"}
            self.assertEqual(server.ask("/api/v1/cycles", "POST", body)[0], 401)
            self.assertEqual(server.ask("/api/v1/cycles", "POST", body, {"Authorization": "Bearer open"})[0], 401)
            self.assertEqual(server.ask("/api/v1/cycles", "POST", body, {"Authorization": "Bearer sesame"})[0], 202)

    def test_a_cycle_that_outlasts_the_drain_is_left_and_taken_up_by_the_next_start(self):
        at_once = {"SHELFCAST_SERVER_DRAIN_SECONDS": "0"}
        with shop.Server(self.data, "--now", "data-cut", environment=at_once) as server:
            begun = server.ask("/api/v1/cycles", "POST", {"marketplaceId": "DE"})[1]["Location"]
            self.assertEqual(server.stop(), 0)
            self.assertTrue(server.logged("the next start takes it up"), "".join(server.log))
        with shop.Server(self.data, "--now", "data-cut") as server:
            self.assertTrue(server.logged("resuming an interrupted cycle", begun.rsplit("/", 1)[1]), "".join(server.log))
            server.until(lambda: server.json(begun)["state"] == "ok", "its end")

    def test_the_server_ends_well_on_sigterm_and_logs_json(self):
        server = shop.Server(self.data)
        self.assertEqual(server.stop(), 0)
        for line in server.log:
            self.assertIn("msg", json.loads(line))


if __name__ == "__main__":
    shop.main()
