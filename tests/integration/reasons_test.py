# SPDX-License-Identifier: Apache-2.0
"""Every number explains itself: why a forecast is what it is, and what moved it since the refresh before, each to the last millionth."""
import datetime, json

import shop

PLANS = {
    "promotions.csv": "product_id,marketplace_id,start_date,end_date,discount,updated_at",
    "price_history.csv": "product_id,marketplace_id,valid_from,price,updated_at",
    "holidays.csv": "marketplace_id,date,name,updated_at",
}
FRAMES = ("day", "week", "month", "quarter", "half", "year")
DAYS = 250


def parts(answer):
    """By cause: (units, amount)."""
    return {part["cause"]: (part["units"], part["amount"]) for part in answer["contributions"]}


def micro(value):
    return round(value * 1_000_000)


class Reasons(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.shop = shop.Warehouse(self.folder / "shop", days=DAYS)
        self.plans = {name: [] for name in PLANS}

    def day(self, ahead):
        """The date so many days after the last one sold on."""
        return self.shop.first + datetime.timedelta(days=ahead - 1)

    def known(self):
        """When the last day had been told of."""
        return f"{self.day(0)}T12:00:00Z"

    def plan(self, name, *rows):
        self.plans[name] += rows
        self.shop.write(name, self.plans[name], PLANS[name])

    def refresh(self, *more):
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.shop.folder)
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", *more)

    def serve(self):
        return shop.Server(self.data, "--now", "data-cut")

    def explained(self, server, question):
        """Asks, and waits for the job that finds it out."""
        status, headers, body = server.ask(f"/api/v1/{question}")
        if status == 202:
            job = server.until(lambda: (job := server.json(headers["Location"]))["state"] in ("done", "failed") and job, "the job")
            self.assertEqual(job["problem"], None)
            status, _, body = server.ask(f"/api/v1/{question}")
        self.assertEqual(status, 200, body)
        return json.loads(body)

    def assert_sums(self, answer, whole):
        for index, measure in enumerate(("units", "amount")):
            self.assertEqual(sum(micro(part[index]) for part in parts(answer).values()), micro(answer[whole + measure.capitalize()]), answer)

    def why(self, server, question):
        answer = self.explained(server, question)
        self.assert_sums(answer, "expected")
        self.assertEqual(parts(answer)["toldLate"], (0, 0), "the table was not made again bit for bit")
        return answer

    def moved(self, server, question):
        answer = self.explained(server, question)
        self.assert_sums(answer, "moved")
        for measure in ("Units", "Amount"):
            self.assertEqual(micro(answer["before"]["expected" + measure]) + micro(answer["moved" + measure]), micro(answer["expected" + measure]))
        return answer

    def test_every_forecast_is_the_sum_of_what_made_it_and_a_category_is_the_sum_of_its_products(self):
        self.refresh()
        with self.serve() as server:
            for window in ("rolling", "calendar", "next"):
                for frame in FRAMES[:-1] if window == "next" else FRAMES:
                    query = f"?timeFrame={frame}&window={window}"
                    category = self.why(server, f"categories/11/why{query}")
                    served = server.products("11", frame, window, "&limit=100")
                    self.assertEqual(micro(category["expectedUnits"]), micro(served["totalExpectedUnits"]))
                    sums = {}
                    for product in served["products"]:
                        one = self.why(server, f"products/{product['productId']}/why{query}")
                        self.assertEqual(one["expectedAmount"], product["expectedAmount"])
                        for cause, (units, amount) in parts(one).items():
                            before = sums.get(cause, (0, 0))
                            sums[cause] = (before[0] + micro(units), before[1] + micro(amount))
                    self.assertEqual(sums, {cause: (micro(units), micro(amount)) for cause, (units, amount) in parts(category).items()})
            whole = self.why(server, "categories/10/why?window=rolling")
            two = [self.why(server, f"categories/{category}/why?window=rolling") for category in (11, 12)]
            self.assertEqual(micro(whole["expectedAmount"]), sum(micro(one["expectedAmount"]) for one in two))
            week = parts(whole)
            self.assertGreater(week["level"][0], 0)
            self.assertEqual((week["promotion"], week["price"], week["holiday"]), ((0, 0),) * 3)
            saturday = self.why(server, "categories/10/why?timeFrame=day&window=rolling")
            self.assertNotEqual(parts(saturday)["season"][0], 0)

    def test_a_promotion_shows_as_promotion_a_holiday_as_holiday_and_a_price_as_price(self):
        known = f"{self.day(-DAYS + 1)}T00:00:00Z"
        self.plan("holidays.csv", *(f"DE,{self.day(ahead)},Fair,{known}" for ahead in (-150, -100, -50, 3)))
        self.plan("promotions.csv", f"101,DE,{self.day(2)},{self.day(4)},0.3,{known}")
        self.plan("price_history.csv", f"103,DE,{self.day(-DAYS + 1)},8.00,{known}", f"103,DE,{self.day(4)},16.00,{known}")
        # The fair sells thrice as much.
        for ahead in (-150, -100, -50):
            self.shop.part(f"fair{-ahead}", [(f"{self.day(ahead)}T10:00:00Z", [(100 + p, 2 * (shop.PRODUCTS - p))]) for p in range(shop.PRODUCTS)])
        self.refresh()
        with self.serve() as server:
            promoted = parts(self.why(server, "products/101/why?window=rolling"))
            self.assertLess(promoted["promotion"][1] - promoted["promotion"][0] * 6, 0)  # three days at less than the price of 6
            self.assertAlmostEqual(promoted["price"][1], promoted["price"][0] * 6, delta=0.001)  # only its share moves
            dearer = parts(self.why(server, "products/103/why?window=rolling"))
            self.assertGreater(dearer["price"][1], 0)
            self.assertGreater(parts(self.why(server, "categories/10/why?window=rolling"))["holiday"][0], 3)
            days = [parts(self.why(server, f"categories/{category}/why?timeFrame=day&window=rolling")) for category in (11, 12)]
            for day in days:  # tomorrow is an ordinary one
                self.assertEqual((day["holiday"][0], day["promotion"]), (0, (0, 0)))

    def test_what_moved_is_told_by_new_orders_and_late_corrections(self):
        self.refresh()
        with self.serve() as server:
            nothing = self.explained(server, "products/100/moved")
            self.assertEqual((nothing["before"], nothing["movedUnits"], nothing["contributions"]), (None, None, []))
        late = self.day(-3)
        self.shop.add_days(2)
        self.shop.part("late", [(f"{late}T12:00:00Z", [(104, 60)])])
        rows = (self.shop.folder / "transactions-late.csv").read_text().replace(f"placed,,{late}T12:00:00Z", f"placed,,{self.known()}")
        (self.shop.folder / "transactions-late.csv").write_text(rows)
        lines = (self.shop.folder / "transaction_products-late.csv").read_text().replace(f"sold,{late}T12:00:00Z", f"sold,{self.known()}")
        (self.shop.folder / "transaction_products-late.csv").write_text(lines)
        self.refresh()
        with self.serve() as server:
            for window in ("rolling", "calendar"):
                for frame in FRAMES:
                    for question in ("products/104", "products/101", "categories/11", "categories/10"):
                        answer = self.moved(server, f"{question}/moved?timeFrame={frame}&window={window}")
                        self.assertEqual(set(parts(answer)), {"newOrders", "corrections", "model", "calendar", "price", "assortment"})
                        for quiet in ("calendar", "price", "assortment"):
                            self.assertEqual(parts(answer)[quiet], (0, 0), answer)
            corrected = parts(self.moved(server, "products/104/moved?timeFrame=month&window=rolling"))
            self.assertGreater(corrected["corrections"][0], 1)
            month = parts(self.moved(server, "products/104/moved?timeFrame=year"))  # the calendar's, in which that day lies
            self.assertGreater(month["corrections"][0], 60)
            self.assertNotEqual(corrected["newOrders"][0], 0)
            self.assertNotEqual(corrected["model"][0], 0)
            other = parts(self.moved(server, "categories/12/moved?window=rolling"))
            self.assertEqual(other["corrections"], (0, 0))

    def test_what_sold_today_is_told_apart_and_counts_as_new_orders(self):
        def now():
            return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        self.shop = shop.Warehouse(self.folder / "shop today", first=str(now().date() - datetime.timedelta(days=120)), days=120)
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.shop.folder)
        self.shelfcast("refresh", "--data", self.data)
        refreshed = now()
        while now() == refreshed:  # what is sold in the second of the refresh might be known to it
            pass
        self.shop.part("today", [(f"{now():%Y-%m-%dT%H:%M:%SZ}", [(103, 400)])])
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.shop.folder)
        self.shelfcast("refresh", "--data", self.data)
        with shop.Server(self.data) as server:
            self.assertGreater(parts(self.why(server, "products/103/why?window=rolling"))["today"][0], 350)
            self.assertGreater(parts(self.moved(server, "products/103/moved?window=rolling"))["newOrders"][0], 350)

    def test_plans_learnt_since_show_as_price_and_calendar(self):
        known = f"{self.day(-DAYS + 1)}T00:00:00Z"
        self.plan("holidays.csv", *(f"DE,{self.day(ahead)},Fair,{known}" for ahead in (-150, -100, -50)))
        for ahead in (-150, -100, -50):
            self.shop.part(f"fair{-ahead}", [(f"{self.day(ahead)}T10:00:00Z", [(100 + p, 2 * (shop.PRODUCTS - p))]) for p in range(shop.PRODUCTS)])
        self.refresh()
        self.shop.add_days(1)
        self.plan("holidays.csv", f"DE,{self.day(3)},Fair,{self.known()}")
        self.plan("price_history.csv", f"102,DE,{self.day(1)},21.00,{self.known()}")
        self.refresh()
        with self.serve() as server:
            self.assertGreater(parts(self.moved(server, "categories/10/moved?window=rolling"))["calendar"][0], 3)
            self.assertGreater(parts(self.moved(server, "products/102/moved?window=rolling"))["price"][1], 10)

    def test_a_refresh_of_some_categories_moved_only_those(self):
        self.refresh()
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", "--categories", "11")
        with self.serve() as server:
            part = self.moved(server, "categories/11/moved?window=rolling")
            self.assertEqual((part["movedUnits"], part["before"]["cycle"] + "+1"), (0, part["cycle"]))
            self.assertEqual(self.explained(server, "categories/12/moved?window=rolling")["before"], None)

    def test_what_cannot_be_asked_is_said(self):
        self.refresh()
        with self.serve() as server:
            self.assertEqual(server.ask("/api/v1/products/nobody/why")[0], 404)
            self.assertEqual(server.ask("/api/v1/categories/nobody/moved")[0], 404)
            self.assertEqual(server.ask("/api/v1/products/100/why?frame=week")[0], 400)
            self.assertEqual(server.ask("/api/v1/products/100/why?marketplaceId=XX")[0], 404)


if __name__ == "__main__":
    shop.main()
