# SPDX-License-Identifier: Apache-2.0
"""What a shop has sold, counted by the test itself: from the files it wrote and the orders it knows to be accepted."""
import collections, csv, datetime, decimal, http.client, json, random, threading, zoneinfo

import shop

ZONE = zoneinfo.ZoneInfo("Europe/Berlin")


def day_of(time):
    return str(datetime.datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(ZONE).date())


class Recount:
    """{(category, product, day): (units, amount)} of a shop.Warehouse and of orders, as `shelfcast export` tells it."""

    def __init__(self, warehouse):
        self.folder = warehouse.folder
        self.categories = {row["product_id"]: row["category_id"] for row in self.rows("products.csv")}

    def rows(self, pattern):
        for file in sorted(self.folder.glob(pattern)):
            with file.open() as opened:
                yield from csv.DictReader(opened)

    def sold(self, orders):
        sums = collections.defaultdict(lambda: [decimal.Decimal(0), decimal.Decimal(0)])

        def add(product, time, quantity, amount):
            of_day = sums[self.categories[str(product)], str(product), day_of(time)]
            of_day[0] += decimal.Decimal(quantity)
            of_day[1] += decimal.Decimal(amount)

        times = {row["trxn_id"]: row["transaction_time"] for row in self.rows("transactions-*.csv")}
        for row in self.rows("transaction_products-*.csv"):
            add(row["product_id"], times[row["trxn_id"]], row["quantity"], row["line_total"])
        for order in orders:
            for item in order["items"]:
                add(item["productId"], order["orderTime"], item["quantity"], item["quantity"] * item["unitPrice"])
        return {key: tuple(of_day) for key, of_day in sums.items() if of_day[0]}


def exported(data):
    """The same, as the binary tells it."""
    done = shop.run("export", "--data", data)
    assert done.returncode == 0, done.stderr
    return {(row["category"], row["product"], row["date"]): (decimal.Decimal(row["units"]), decimal.Decimal(row["amount"]))
            for row in csv.DictReader(done.stdout.splitlines()) if decimal.Decimal(row["units"])}


class Customers:
    """Send orders to a server from several connections, alone and in bulk, and remember which were acknowledged."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.sent, self.acknowledged, self.changed = {}, set(), threading.Condition()

    def order(self):
        """The next order; it is remembered as sent."""
        with self.changed:
            draw, number = self.draw, len(self.sent)
            lines = [{"lineId": str(line), "productId": 100 + draw.randrange(shop.PRODUCTS), "quantity": draw.randint(1, 3), "unitPrice": draw.randint(1, 9)}
                     for line in range(draw.randint(1, 3))]
            time = f"2025-0{draw.randint(2, 6)}-{draw.randint(1, 28):02}T{draw.randint(0, 23):02}:10:00Z"
            order = {"orderId": f"order-{number}", "merchantId": 1, "orderTime": time, "currency": "EUR", "items": lines}
            self.sent[order["orderId"]] = order
            return order

    def acknowledge(self, ids):
        with self.changed:
            self.acknowledged.update(ids)
            self.changed.notify_all()

    def post(self, connection, order):
        connection.request("POST", "/v1/orders", json.dumps(order), {"Content-Type": "application/json", "Idempotency-Key": order["orderId"]})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status in (200, 201), body
        self.acknowledge([order["orderId"]])

    def post_all(self, connection, orders):
        rows = "\n".join(json.dumps(order) for order in orders)
        connection.request("POST", "/api/v1/orders:bulk", rows, {"Content-Type": "application/x-ndjson"})
        results = [json.loads(row) for row in connection.getresponse().read().splitlines()]
        assert len(results) == len(orders) and all(row["status"] in (200, 201) for row in results), results[:3]
        self.acknowledge(order["orderId"] for order in orders)

    def send(self, server, singly=3, in_bulk=1):
        """Threads that send until the server is gone; to be joined."""
        threads = [threading.Thread(target=self.keep_on, args=(server, bulk)) for bulk in [False] * singly + [True] * in_bulk]
        for thread in threads:
            thread.start()
        return threads

    def keep_on(self, server, in_bulk):
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=30)
        try:
            while True:
                if in_bulk:
                    self.post_all(connection, [self.order() for _ in range(200)])
                else:
                    self.post(connection, self.order())
        except (OSError, http.client.HTTPException):
            connection.close()

    def send_again(self, server):
        """What was sent and never acknowledged: it may be there, or not."""
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=30)
        if open_orders := [order for name, order in self.sent.items() if name not in self.acknowledged]:
            self.post_all(connection, open_orders)
        connection.close()

    def wait_for(self, acknowledged):
        with self.changed:
            return self.changed.wait_for(lambda: len(self.acknowledged) >= acknowledged, timeout=60)
