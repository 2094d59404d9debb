# SPDX-License-Identifier: Apache-2.0
"""What crash_test.py does to data folders, and kills in between."""
import json, subprocess

import postgres, postgres_test, shop

SMALL = {"SHELFCAST_STORE_UNWRITTEN_MEGABYTES": "8"}  # starts faster
QUIET = SMALL | {"SHELFCAST_REFRESH_EVERY_HOURS": "0", "SHELFCAST_REFRESH_LIVE_MINUTES": "0"}


class Scenario:
    """What is done to a data folder. `prepare` once, `act` until it is not killed any more."""

    normal = 0  # the exit code
    about = frozenset()  # where it is killed in the fast run, besides the points that no scenario before it passed
    ignored = {"models"}  # of the state: a cycle that is run again after it was done learns another version

    def __init__(self, case, name):
        self.case, self.before = case, case.folder / name
        self.warehouse = case.folder / f"warehouse-{name}"
        self.prepare(self.before)

    def run(self, data, *arguments, **environment):
        return shop.run(*arguments, "--data", data, environment=SMALL | environment)

    def must(self, data, *arguments, expect=0, **environment):
        done = self.run(data, *arguments, **environment)
        self.case.assertEqual(done.returncode, expect, f"{arguments}\n{done.stdout}\n{done.stderr}")

    def import_(self, data, **environment):
        return self.run(data, "import", "--marketplace", "DE", self.warehouse, **environment).returncode

    def after_a_kill(self, data):
        """What must hold before it is done again."""

    def stock(self, data, days):
        """A shop with so many days of sales, imported."""
        self.shop = shop.Warehouse(self.warehouse, days=days)
        self.case.assertEqual(self.import_(data), 0)


class FirstImport(Scenario):
    def prepare(self, data):
        self.shop = shop.Warehouse(self.warehouse, days=30)
        self.shop.write("price_history.csv", ["100,DE,2025-01-10,6.00"], "product_id,marketplace_id,valid_from,price")
        self.shop.write("promotions.csv", ["1,DE,101,2025-01-05,2025-01-09,0.2"], "promotion_id,marketplace_id,product_id,start_date,end_date,discount")
        self.shop.write("holidays.csv", ["DE,2025-01-06,Epiphany"], "marketplace_id,date,name")
        self.shop.write("stock_levels.csv", ["101,DE,2025-01-07,0"], "product_id,marketplace_id,date,level")
        data.mkdir()

    act = Scenario.import_


class MappedImport(Scenario):
    """Files of another layout, with months from before the daily sales."""

    def prepare(self, data):
        self.warehouse.mkdir()
        (self.warehouse / "sales.csv").write_text("day,item,shelf,n,paid\n" + "".join(f"2025-01-{day:02},A,tea,{day},9\n" for day in range(1, 31)))
        (self.warehouse / "months.csv").write_text("month,shelf,n\n2024-11,tea,300\n2024-12,tea,400\n")
        self.mapping = self.warehouse / "shop.toml"
        self.mapping.write_text('''
[sales]
files = "sales.csv"
time = "day"
product = "item"
category = "shelf"
quantity = "n"
total = "paid"
[months]
files = "months.csv"
month = "month"
category = "shelf"
quantity = "n"
''')
        data.mkdir()

    def act(self, data, **environment):
        return self.run(data, "import", "--marketplace", "DE", "--mapping", self.mapping, self.warehouse, **environment).returncode


class News(Scenario):
    """A cycle, with two days that were not read yet."""

    about = {"eventlog.append", "load", "positions", "merge.batch"}

    def prepare(self, data):
        self.stock(data, 90)
        self.act(data)
        with shop.Server(data, "--now", "data-cut", environment=QUIET) as server:
            self.old = server.categories()["totalCategories"]
        self.shop.add_days(2)

    def act(self, data, **environment):
        return self.run(data, "refresh", "--now", "data-cut", **environment).returncode

    def after_a_kill(self, data):
        with shop.Server(data, "--now", "data-cut", environment=QUIET) as server:
            self.case.assertEqual(server.ask("/readyz")[0], 200)
            self.case.assertEqual(server.categories()["totalCategories"], self.old)


class Sweep(News):
    """A day later, when the first of two tables of a day is not kept any more."""

    def prepare(self, data):
        self.clock = self.case.folder / "clock"
        super().prepare(data)
        self.act(data)
        self.clock.write_bytes((3 * 86400).to_bytes(8, "little"))

    def act(self, data, **environment):
        later = shop.preloaded("clock", SHELFCAST_CLOCK=str(self.clock), SHELFCAST_PREDICTIONS_KEEP_DAYS="1") if self.clock.exists() else {}
        return super().act(data, **later, **environment)


class HeldLoad(Scenario):
    """A load that looks broken, as it is read."""

    about = {"eventlog.append", "load", "positions"}

    normal = 4

    def prepare(self, data):
        self.stock(data, 30)
        for _ in range(3):
            self.shop.add_days(10)
            self.case.assertEqual(self.import_(data), 0)
        self.shop.part("broken", [(f"2025-03-03T10:00:{second:02}Z", [(100, 900), (101, 900)]) for second in range(40)])

    act = Scenario.import_


class RejectedLoad(HeldLoad):
    about = {"positions"}
    normal = 0

    def prepare(self, data):
        super().prepare(data)
        self.case.assertEqual(self.import_(data), 4)

    def act(self, data, **environment):
        return self.run(data, "loads", "reject", "5", **environment).returncode


class AcceptedLoad(RejectedLoad):
    about = {"merge.batch"}

    def act(self, data, **environment):
        accepted = self.run(data, "loads", "accept", "5", **environment).returncode
        return accepted if accepted == shop.KILLED else self.import_(data, **environment)


class Letters(Scenario):
    """Rows that cannot be counted: of an unknown product, and without sense."""

    def prepare(self, data):
        self.stock(data, 20)
        self.shop.part("odd", [("2025-01-21T10:00:00Z", [(100, 1), (777, 2), (777, 3), (101, 0)])])
        self.case.assertEqual(self.import_(data), 0)


class DroppedLetters(Letters):
    def act(self, data, **environment):
        return self.run(data, "dead-letters", "drop", "--marketplace", "DE", "--code", "bad_quantity", **environment).returncode


class ReplayedLetters(Letters):
    about = {"eventlog.append", "merge.batch"}

    def act(self, data, **environment):
        replayed = self.run(data, "dead-letters", "replay", "--marketplace", "DE", "--code", "bad_quantity", **environment).returncode
        return replayed if replayed == shop.KILLED else self.import_(data, **environment)


class ParkedRows(Letters):
    """The product appears, and its rows are counted."""

    about = {"eventlog.append", "merge.batch"}

    def prepare(self, data):
        super().prepare(data)
        with (self.warehouse / "products.csv").open("a") as file:
            file.write("777,DE,Late,,,,7.00,,11,1,2024-06-01T00:00:00Z,2025-01-22T00:00:00Z\n")

    act = Scenario.import_


class Repair(Scenario):
    def prepare(self, data):
        self.stock(data, 20)
        subprocess.run([shop.TOOLS / "spoil_totals", data], check=True)
        self.must(data, "doctor", expect=1)

    def act(self, data, **environment):
        return self.run(data, "doctor", "--repair", **environment).returncode


class Orders(Scenario):
    """Orders of one server, after those of another: accepted, counted, and forgotten when all have read them."""

    about = {"eventlog.append", "merge.batch"}

    def prepare(self, data):
        self.stock(data, 20)
        self.listed = self.case.folder / "orders-passed.txt"
        with shop.Server(data, environment=QUIET) as server:
            self.before_orders = self.sold(server)
            self.post(server, "A", 1)
            server.until(lambda: self.sold(server) == self.before_orders + 1, "the first order's counting")

    def sold(self, server):
        top = server.json("/api/top-products?marketplaceId=DE&bucketType=YEAR&bucketStart=2025-01-01&limit=100")["products"]
        return next(row["units"] for row in top if row["productKey"] == "100")

    def post(self, server, name, quantity):
        item = {"lineId": "1", "productId": 100, "quantity": quantity, "unitPrice": 5}
        body = {"orderId": name, "merchantId": 1, "orderTime": "2025-01-15T12:00:00Z", "currency": "EUR", "items": [item]}
        status, _, text = server.ask("/v1/orders", "POST", body, {"Idempotency-Key": f"key-{name}"})
        self.case.assertEqual(status, 201, text)

    def act(self, data, **environment):
        try:
            server = shop.Server(data, environment=QUIET | {"SHELFCAST_ORDERS_KEEP_DAYS": "0"} | environment)
        except shop.NotStarted as died:
            return died.code
        try:
            self.post(server, "B", 2)
            self.post(server, "C", 3)
            server.until(lambda: self.sold(server) == self.before_orders + 6, "the orders' counting")
            if "SHELFCAST_STOP_LIST" in environment:
                server.until(lambda: "trim marks" in self.case.passed(), "the forgetting of what is counted")
            if "SHELFCAST_STOP_AT" in environment:
                server.process.wait(timeout=60)
        except OSError:
            pass  # it was killed
        return server.stop()


class Comparison(Scenario):
    """What single models say, asked of a server: made when it is asked, and kept; what is said to it of a prediction; and what a product is called."""

    def prepare(self, data):
        self.stock(data, 60)
        self.must(data, "refresh", "--now", "data-cut")

    def act(self, data, **environment):
        try:
            server = shop.Server(data, "--now", "data-cut", environment=QUIET | environment)
        except shop.NotStarted as died:
            return died.code
        try:
            question = "/forecast/compare-models?merchant_id=1&marketplace_id=DE&bucket_type=WEEK"
            server.until(lambda: server.ask(question)[0] == 200, "the comparison of models")
            opinion = {"productId": "100", "timeFrame": "week", "window": "rolling", "verdict": "right"}
            status, _, text = server.ask("/api/v1/feedback", "POST", opinion, {"Idempotency-Key": "once"})
            self.case.assertEqual(status, 201, text)
            status, _, text = server.ask("/api/v1/tags:change?marketplaceId=DE", "POST", {"productIds": [100, 101], "add": ["watch"]})
            self.case.assertEqual(status, 200, text)
        except OSError:
            pass  # it was killed
        return server.stop()


class Keys(Scenario):
    """A key is made, shown once, and exchanged for tokens: what was answered stands."""

    GUARDED = QUIET | {"SHELFCAST_SERVER_ADMIN_TOKEN": "sesame"}

    def prepare(self, data):
        self.stock(data, 20)

    def after_a_kill(self, data):
        with shop.Server(data, environment=self.GUARDED) as server:
            for key in self.answered:
                self.case.assertEqual(server.ask("/api/v1/me", headers={"Authorization": f"Bearer {key}"})[0], 200)

    def act(self, data, **environment):
        self.answered = []
        try:
            server = shop.Server(data, environment=self.GUARDED | environment)
        except shop.NotStarted as died:
            return died.code
        try:
            status, _, text = server.ask("/api/v1/keys", "POST", {"name": "n", "role": "analyst"}, {"Authorization": "Bearer sesame"})
            self.case.assertEqual(status, 201, text)
            self.answered = [json.loads(text)["key"]]
            status, _, text = server.ask("/api/v1/token", "POST", headers={"Authorization": f"Bearer {self.answered[0]}"})
            self.case.assertEqual(status, 200, text)
        except OSError:
            pass  # it was killed
        return server.stop()


class Alerts(Scenario):
    """Something is raised once and told once, to a Slack that is away, and a seller says how it wants to be told."""

    TOLD = QUIET | {"SHELFCAST_ON_CALL_SLACK": "http://127.0.0.1:9/nobody"}

    def prepare(self, data):
        self.stock(data, 20)
        self.rules = self.warehouse / "rules.toml"
        self.rules.write_text("[rules]\nalways = 'P1 value(shelfcast_http_connections) > -1'\n")
        self.was_tried = False

    def act(self, data, **environment):
        # A try that was noted before the kill is not due again for a while.
        was_tried, self.was_tried = self.was_tried, environment.get("SHELFCAST_STOP_AT") in ("monitor.letter:2", "monitor.preference:1")
        try:
            server = shop.Server(data, "--config", str(self.rules), environment=self.TOLD | environment)
        except shop.NotStarted as died:
            return died.code
        try:
            raised = lambda: [alert for alert in server.json("/api/v1/alerts")["alerts"] if alert["toldAt"]]
            alerts = server.until(raised, "an alert that was told")
            self.case.assertEqual([(alert["subject"], alert["times"]) for alert in alerts], [("always", 1)])
            failed = 'shelfcast_alert_deliveries_total{channel="slack",outcome="failed"}'
            server.until(lambda: was_tried or failed in server.ask("/metrics")[2], "a try to tell it")
            wishes = "/api/v1/alert-preferences?marketplaceId=DE&sellerId=1"
            status, _, text = server.ask(wishes, "PUT", {"cadence": "hourly"})
            self.case.assertEqual(status, 200, text)
            self.case.assertEqual(server.json(wishes)["cadence"], "hourly")
        except OSError:
            pass  # it was killed
        return server.stop()


class ChosenModel(Scenario):
    """The version that served before is to serve again."""

    about = {"decision", "promote"}
    ignored = frozenset()

    def prepare(self, data):
        self.stock(data, 60)
        self.must(data, "refresh", "--now", "data-cut")
        self.shop.add_days(2)
        self.must(data, "refresh", "--now", "data-cut")

    def act(self, data, **environment):
        return self.run(data, "models", "promote", "DE-ensemble-2.0.0", **environment).returncode


class ArchivedModel(ChosenModel):
    about = frozenset()

    def prepare(self, data):
        super().prepare(data)
        self.must(data, "models", "rollback")
        self.shop.add_days(1)
        self.must(data, "refresh", "--now", "data-cut")

    def act(self, data, **environment):
        return self.run(data, "models", "archive", "DE-ensemble-2.0.2", **environment).returncode


class ToKafka(Orders):
    """Kafka is configured where there was none: from now on it tells what is counted."""

    def act(self, data, **environment):
        return self.run(data, "doctor", SHELFCAST_KAFKA_BROKERS="127.0.0.1:1", SHELFCAST_KAFKA_TIMEOUT_SECONDS="2", **environment).returncode


class Postgres(Scenario):
    """A database whose deletes are found by a recount."""

    about = {"eventlog.append", "load", "positions", "merge.batch"}
    ignored = {"models", "loads"}  # what changed lately is told again by each reading, and is a load each time

    def prepare(self, data):
        self.cluster = postgres.Cluster()
        self.case.addCleanup(self.cluster.remove)
        self.cluster.sql(postgres.TABLES + postgres_test.SHOP + postgres_test.sales(1, 200))
        self.case.assertEqual(self.act(data), 0)
        self.cluster.sql("DELETE FROM transaction_products WHERE trxn_id = 31;")
        self.case.assertEqual(self.act(data), 0)
        self.cluster.sql("DELETE FROM transaction_products WHERE trxn_id = 33;" + postgres_test.sales(201, 20, start="2025-05-01", days=1))

    def act(self, data, **environment):
        environment |= {"SHELFCAST_POSTGRES_RECOUNT_HOURS": "0"}
        return self.run(data, "import", "--marketplace", "DE", self.cluster.url("reader"), **environment).returncode


SCENARIOS = (FirstImport, MappedImport, News, Sweep, HeldLoad, RejectedLoad, AcceptedLoad, DroppedLetters, ReplayedLetters, ParkedRows, Repair, Orders, Comparison, Keys, Alerts, ChosenModel, ArchivedModel, ToKafka, Postgres)
