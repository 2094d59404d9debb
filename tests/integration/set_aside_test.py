# SPDX-License-Identifier: Apache-2.0
"""What a shop's operator sees of rows and loads that were set aside, and does with them: by command line and over the API."""
import json

import shop

QUIET = {"SHELFCAST_REFRESH_EVERY_HOURS": "0"}
LOADS_BEFORE = 4


class SetAside(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse")

    def refresh(self, expect=0):
        return self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", expect=expect)

    def shop_with_some_loads(self):
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
        for _ in range(LOADS_BEFORE - 1):
            self.warehouse.add_days(7)
            self.refresh()

    def serve(self, **environment):
        return shop.Server(self.data, "--now", "data-cut", environment=QUIET | environment)

    def exported(self):
        return self.shelfcast("export", "--data", self.data).stdout

    def loads(self, *more):
        return [json.loads(line) for line in self.shelfcast("loads", "list", "--json", "--data", self.data, *more).stdout.splitlines()]

    def letters(self, *more):
        printed = self.shelfcast("dead-letters", "list", "--json", "--marketplace", "DE", "--data", self.data, *more).stdout
        return [json.loads(line) for line in printed.splitlines()]

    def days_at_a_hundred_times_the_price(self):
        return self.warehouse.add_days_at_a_hundred_times_the_price(7, "dear")

    def a_tenth_of_the_rows(self):
        orders = [(f"2025-06-{day:02}T12:00:00Z", [(100 + product, 1)]) for day in range(1, 29) for product in (0, 1)]
        return self.warehouse.part("thin", orders)

    def test_a_load_that_looks_broken_is_held_and_the_last_good_cut_serves(self):
        for broken, sentence in ((self.days_at_a_hundred_times_the_price, "of money in a line; of the last 4 loads the median has "),
                                 (self.a_tenth_of_the_rows, "lines for each day of its sales; of the last 4 loads the median has ")):
            with self.subTest(broken=broken.__name__):
                self.data = self.folder / broken.__name__
                self.warehouse = shop.Warehouse(self.folder / f"warehouse-{broken.__name__}")
                self.shop_with_some_loads()
                before = self.exported()
                lines = broken()
                self.assertIn(sentence, self.refresh().stderr)
                held = self.loads()[0]
                self.assertEqual((held["state"], held["profile"]["lines"]), ("held", lines))
                self.assertIn(sentence, self.shelfcast("loads", "list", "--data", self.data).stdout)
                self.assertEqual(self.exported(), before)
                with self.serve() as server:
                    self.assertEqual(server.categories()["totalCategories"], 2)
                    self.assertEqual(server.json("/api/v1/loads?limit=1")["loads"], [held])
                    cycle = server.json("/api/v1/cycles?limit=1")["cycles"][0]
                    self.assertEqual(cycle["state"], "degraded")
                    self.assertIn(sentence, cycle["problem"])

    def test_a_rejected_load_is_read_again_and_an_accepted_one_counts(self):
        self.shop_with_some_loads()
        before = self.exported()
        lines = self.days_at_a_hundred_times_the_price()
        self.refresh()
        first = self.loads()[0]["id"]
        self.assertIn(f"load {first} rejected", self.shelfcast("loads", "reject", first, "--data", self.data).stdout)
        self.assertIn("is not held", self.shelfcast("loads", "accept", first, "--data", self.data, expect=1).stderr)
        self.refresh()  # nothing was mended: the same again
        second = self.loads()[0]
        self.assertEqual((second["state"], second["profile"]["lines"]), ("held", lines))
        self.assertNotEqual(second["id"], first)
        self.assertEqual(self.exported(), before)
        self.shelfcast("loads", "accept", second["id"], "--data", self.data)
        self.refresh()
        self.assertEqual([load["state"] for load in self.loads("--limit", "2")], ["accepted", "rejected"])
        self.assertGreater(len(self.exported()), len(before))
        self.refresh()
        after = self.exported()
        self.refresh()
        self.assertEqual(self.exported(), after)
        self.assertIn("DE: 0 of ", self.shelfcast("doctor", "--data", self.data).stdout)

    def test_loads_are_decided_over_the_api_by_whoever_may(self):
        self.shop_with_some_loads()
        self.days_at_a_hundred_times_the_price()
        self.refresh()
        with self.serve(SHELFCAST_SERVER_ADMIN_TOKEN="sesame") as server:
            held = server.json("/api/v1/loads?marketplaceId=DE&limit=1")["loads"][0]["id"]
            admin = {"Authorization": "Bearer sesame"}
            self.assertEqual(server.ask(f"/api/v1/loads/{held}:accept", "POST")[0], 401)
            self.assertEqual(server.ask("/api/v1/loads/4711:accept", "POST", headers=admin)[0], 404)
            self.assertEqual(server.ask(f"/api/v1/loads/{held}:reject", "POST", headers=admin)[0], 200)
            self.assertEqual(server.ask(f"/api/v1/loads/{held}:accept", "POST", headers=admin)[0], 409)
            self.refresh()
            again = server.json("/api/v1/loads?limit=1")["loads"][0]
            self.assertEqual(again["state"], "held")
            self.assertEqual(server.ask("/readyz")[::2], (200, "degraded\n"))
            self.assertEqual(server.ask(f"/api/v1/loads/{again['id']}:accept", "POST", headers=admin)[0], 200)
            before = self.exported()
            self.refresh()
            self.assertGreater(len(self.exported()), len(before))
            self.assertEqual(server.ask("/readyz")[::2], (200, "ready\n"))

    def part_with_bad_rows(self):
        self.warehouse.part("odd", [("2025-04-01T10:00:00Z", [(100, 1), (999, 2)])])
        order = self.warehouse.next_order - 1
        with open(self.warehouse.folder / "transaction_products-odd.csv", "a") as file:
            file.write(f"7000001,{order},101,many,6.00,6.00,sold,2025-04-01T10:00:00Z\n")
            file.write(f"7000002,{order},101,-1,6.00,6.00,sold,2025-04-01T10:00:00Z\n")

    def test_rejected_rows_are_shown_with_their_reasons_and_dropped(self):
        self.part_with_bad_rows()
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder, expect=0)
        by_code = {letter["code"]: letter for letter in self.letters()}
        self.assertEqual(set(by_code), {"unknown_product", "bad_number", "bad_quantity"})
        unreadable = by_code["bad_number"]
        self.assertEqual((unreadable["canReplay"], unreadable["row"].split(",")[3]), (False, "many"))
        printed = self.shelfcast("dead-letters", "list", "--marketplace", "DE", "--data", self.data).stdout
        self.assertIn("transaction_products-odd.csv row 4: ", printed)
        self.assertIn("waits for product '999'", printed)
        gone = self.shelfcast("dead-letters", "drop", "--marketplace", "DE", "--code", "bad_number", "--data", self.data)
        self.assertIn("DE: 1 rows dropped", gone.stdout)
        self.assertNotIn("bad_number", {letter["code"] for letter in self.letters()})
        nothing = self.shelfcast("dead-letters", "drop", "--marketplace", "DE", "--data", self.data, expect=2)
        self.assertIn("say which rows", nothing.stderr)

    def test_a_row_of_an_unknown_product_counts_when_the_product_appears(self):
        self.part_with_bad_rows()
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
        self.assertNotIn(",999,", self.exported())
        with open(self.warehouse.folder / "products.csv", "a") as file:
            file.write("999,DE,New,,,,9.00,,11,1,2024-06-01T00:00:00Z,2024-06-01T00:00:00Z\n")
        for _ in range(2):
            self.refresh()
            self.assertIn("DE,11,999,2025-04-01,2,1808.00", self.exported())
        self.assertNotIn("unknown_product", {letter["code"] for letter in self.letters()})

    def test_dead_letters_are_listed_replayed_and_dropped_over_the_api(self):
        self.part_with_bad_rows()
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
        with self.serve() as server:
            listed = server.json("/api/v1/dead-letters?marketplaceId=DE")["deadLetters"]
            self.assertEqual(listed, self.letters())
            page = server.json("/api/v1/dead-letters?marketplaceId=DE&limit=1")
            rest = server.json(f"/api/v1/dead-letters?marketplaceId=DE&after={shop.urllib.parse.quote(page['next'])}")
            self.assertEqual(page["deadLetters"] + rest["deadLetters"], listed)
            status, _, body = server.ask("/api/v1/dead-letters")
            self.assertEqual((status, json.loads(body)["errors"][0]["pointer"]), (400, "?marketplaceId"))

            key = next(letter["key"] for letter in listed if letter["code"] == "unknown_product")
            status, _, body = server.ask("/api/v1/dead-letters:replay", "POST", {"marketplaceId": "DE", "keys": [key]})
            self.assertEqual((status, json.loads(body)), (200, {"rows": 1}))
            self.refresh()  # still unknown: it is back, once
            self.assertEqual([letter["code"] for letter in self.letters()].count("unknown_product"), 1)

            status, _, body = server.ask("/api/v1/dead-letters:drop", "POST", {"marketplaceId": "DE", "all": True})
            self.assertEqual((status, json.loads(body)), (200, {"rows": len(listed)}))
            self.assertEqual(server.json("/api/v1/dead-letters?marketplaceId=DE")["deadLetters"], [])
            self.assertEqual(server.ask("/api/v1/dead-letters:drop", "POST", {"marketplaceId": "DE", "every": 1})[0], 422)


if __name__ == "__main__":
    shop.main()
