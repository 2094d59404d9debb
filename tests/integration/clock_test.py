# SPDX-License-Identifier: Apache-2.0
"""A clock that is set back by an hour under a running server: it says so, takes orders and refreshes as before, nothing it
knew is lost or told twice, and versions and cycles go on from where they were."""
import datetime, json, time

import recount, shop

HOUR = 3600


class Clock(shop.Case):
    PLACE = shop.memory_folder()

    def setUp(self):
        super().setUp()
        self.clock, self.data = self.folder / "clock", self.folder / "data"
        now = datetime.datetime.now(recount.ZONE)
        self.noon = now.replace(hour=12, minute=0, second=0)  # so that no midnight comes in between
        self.clock.write_bytes(bytes(8))
        self.set_clock(0)
        first = str(self.noon.date() - datetime.timedelta(days=70))
        self.warehouse = shop.Warehouse(self.folder / "warehouse", first=first, days=70)
        self.books, self.orders = recount.Recount(self.warehouse), []
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder, environment=self.environment())
        self.shelfcast("refresh", "--data", self.data, environment=self.environment())

    def set_clock(self, seconds):
        """To so many seconds after noon; in place, because the server has the file mapped."""
        ahead = int(self.noon.timestamp() + seconds - time.time())
        with self.clock.open("r+b") as file:
            file.write(ahead.to_bytes(8, "little", signed=True))

    def environment(self):
        quiet = {"SHELFCAST_REFRESH_EVERY_HOURS": "0", "SHELFCAST_REFRESH_LIVE_MINUTES": "0"}
        return quiet | shop.preloaded("clock", SHELFCAST_CLOCK=str(self.clock))

    def server(self):
        return shop.Server(self.data, environment=self.environment())

    def post(self, server, path, body=None, expect=201):
        status, _, text = server.ask(path, "POST", body)
        self.assertEqual(status, expect, text)
        return json.loads(text)

    def place(self, server):
        """An order whose id the server makes."""
        at = (self.noon - datetime.timedelta(hours=3)).astimezone(datetime.timezone.utc)
        items = [{"lineId": "1", "productId": 100, "quantity": 2, "unitPrice": 5}]
        order = {"merchantId": 1, "orderTime": at.strftime("%Y-%m-%dT%H:%M:%SZ"), "currency": "EUR", "items": items}
        self.orders.append(order)
        return self.post(server, "/v1/orders", order)["orderId"]

    def await_count(self, server):
        server.until(lambda: recount.exported(self.data) == self.books.sold(self.orders), "the count of all orders")

    def cycle(self, server):
        done = self.shelfcast("refresh", "--data", self.data).stdout
        self.assertIn("published", done)
        return server.ask("/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame=week&window=rolling")[1]["X-Cycle"]

    def test_an_hour_that_comes_again_loses_and_doubles_nothing(self):
        with self.server() as server:
            first = self.place(server)
            earlier = self.post(server, f"/api/v1/orders/{first}:correct", {"items": [{"lineId": "1", "unitPrice": 6}]}, expect=200)
            cycles = [self.cycle(server)]
            self.set_clock(-HOUR)
            server.until(lambda: server.logged("the clock was set back"), "a line in the log")
            ids = {first, *(self.place(server) for _ in range(5))}
            self.assertEqual(len(ids), 6)
            later = self.post(server, f"/api/v1/orders/{first}:correct", {"items": [{"lineId": "1", "unitPrice": 7}]}, expect=200)
            self.assertEqual((earlier["version"], later["version"], later["amount"]), (2, 3, 14.0))
            self.orders[0]["items"][0]["unitPrice"] = 7
            self.await_count(server)
            cycles.append(self.cycle(server))
            self.assertEqual(server.ask("/readyz")[0], 200)
        with self.server() as server:  # an hour ago, as it seems
            cycles.append(server.ask("/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame=week&window=rolling")[1]["X-Cycle"])
            self.await_count(server)
            for name in ids:
                self.assertEqual(server.ask(f"/api/v1/orders/{name}")[0], 200)
            cycles.append(self.cycle(server))
        self.assertEqual(len(set(cycles)), 3)
        self.assertEqual((cycles[1], sorted(cycles)), (cycles[2], cycles))
        self.assertRegex(self.shelfcast("doctor", "--data", self.data).stdout, "^DE: 0 of ")


if __name__ == "__main__":
    shop.main()
