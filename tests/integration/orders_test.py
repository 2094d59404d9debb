# SPDX-License-Identifier: Apache-2.0
"""Orders over the API of the whole binary: what was acknowledged is there, once, whatever happens to the process."""
import collections, json, signal, subprocess

import shop

KILLED = 137
LINES = [{"lineId": "a", "productId": 100, "quantity": 2, "unitPrice": 10.5}, {"lineId": "b", "productId": "101", "quantity": 1, "unitPrice": 3}]


def order(number, **more):
    return {"orderId": f"A-{number}", "merchantId": 1, "orderTime": "2025-05-01T12:00:00Z", "currency": "EUR", "items": LINES} | more


class Orders(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse")
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)

    def serve(self, port=0, **environment):
        return shop.Server(self.data, environment={"SHELFCAST_REFRESH_EVERY_HOURS": "0"} | environment, port=port)

    def post(self, server, path, body=None, key=None):
        status, headers, text = server.ask(path, "POST", body, {"Idempotency-Key": key} if key else None)
        return status, json.loads(text)

    def test_an_order_is_placed_changed_and_shown(self):
        with self.serve() as server:
            status, headers, text = server.ask("/v1/orders", "POST", order(1))
            self.assertEqual(status, 201)
            self.assertEqual(server.json(headers["Location"]), json.loads(text))
            self.assertEqual(json.loads(text)["amount"], 24.0)
            self.assertEqual(self.post(server, "/v1/orders", order(1))[0], 200)
            self.assertEqual(self.post(server, "/v1/orders", order(1, merchantId=2))[0], 409)
            steps = [("return", {"items": [{"lineId": "a", "quantity": 1}]}, 13.5), ("correct", {"items": [{"lineId": "b", "unitPrice": 4}]}, 14.5),
                     ("cancel", {"items": [{"lineId": "b"}]}, 10.5), ("cancel", None, 0)]
            for version, (act, body, amount) in enumerate(steps, 2):
                status, changed = self.post(server, f"/api/v1/orders/A-1:{act}", body)
                self.assertEqual((status, changed["amount"], changed["version"]), (200, amount, version))
            self.assertEqual(server.json("/api/v1/orders/A-1")["status"], "cancelled")
            status, problem = self.post(server, "/v1/orders", order(2, merchantId=77, currency="USD", buyer="Jane"))
            self.assertEqual((status, sorted(e["pointer"] for e in problem["errors"])), (422, ["/buyer", "/merchantId"]))
        self.assertNotIn("Jane", "".join(server.log))

    def test_the_schema_of_its_events_is_published(self):
        with self.serve() as server:
            status, headers, text = server.ask("/schemas/order-event.v1.json")
            self.assertEqual((status, headers["Content-Type"]), (200, "application/schema+json"))
            self.assertEqual(text, (shop.ROOT / "config/schemas/order-event.v1.json").read_text())

    def test_what_was_acknowledged_survives_kill_9_and_its_keys_too(self):
        with self.serve() as server:
            body = order(1)
            del body["orderId"]
            _, first = self.post(server, "/v1/orders", body, key="k-1")
            self.post(server, "/v1/orders", order(2))
            server.process.kill()
        with self.serve() as server:
            self.assertEqual(server.json(f"/api/v1/orders/{first['orderId']}"), first)
            self.assertEqual(self.post(server, "/v1/orders", body, key="k-1"), (201, first))
            self.assertEqual(self.post(server, "/v1/orders", order(2), key="k-1")[0], 422)
            self.assertEqual(self.post(server, "/v1/orders", order(2))[0], 200)

    def test_a_stop_after_any_durable_write_keeps_the_order_and_its_answer(self):
        listed = self.folder / "points.txt"
        with self.serve(SHELFCAST_STOP_LIST=str(listed)) as server:
            self.assertEqual(self.post(server, "/v1/orders", order(1), key="k-1")[0], 201)
            self.assertEqual(self.post(server, "/api/v1/orders/A-1:return", key="k-2")[0], 200)
        points = collections.Counter(listed.read_text().split())
        print("durable writes of two acts:", dict(points))
        self.assertEqual(set(points) - {"schema", "identity.key"}, {"eventlog.append", "orders.forget"})
        for stop, is_there in (("orders.forget", 404), ("eventlog.append:1", 200)):
            with self.subTest(stop=stop):
                server = self.serve(SHELFCAST_STOP_AT=stop)
                with self.assertRaises(OSError):
                    server.ask("/v1/orders", "POST", order(stop), {"Idempotency-Key": f"key-{stop}"})
                self.assertEqual(server.stop(), KILLED)
                with self.serve() as server:
                    self.assertEqual(server.ask(f"/api/v1/orders/A-{stop}")[0], is_there)
                    self.assertEqual(self.post(server, "/v1/orders", order(stop), key=f"key-{stop}")[0], 201)
                    self.assertEqual(server.json(f"/api/v1/orders/A-{stop}")["version"], 1)

    def bulk(self, server, rows, query=""):
        connection = shop.urllib.request.Request(server.url + "/api/v1/orders:bulk" + query, data="\n".join(rows).encode(),
                                                 headers={"Content-Type": "application/x-ndjson"})
        with shop.urllib.request.urlopen(connection, timeout=60) as answer:
            return [json.loads(line) for line in answer.read().decode().splitlines()]

    def test_bulk_takes_the_good_rows_and_a_dry_run_none(self):
        rows = [json.dumps(order(n)) for n in range(10_000)]
        rows[17], rows[4711] = "{", json.dumps(order("x", items=[]))
        with self.serve() as server:
            rehearsed = self.bulk(server, rows, "?dryRun=true")
            self.assertEqual(server.ask("/api/v1/orders/A-1")[0], 404)
            results = self.bulk(server, rows)
            self.assertEqual(results, rehearsed)
            self.assertEqual(collections.Counter(r["status"] for r in results), {201: 9998, 400: 1, 422: 1})
            self.assertEqual([r["row"] for r in results if r["status"] != 201], [18, 4712])
            self.assertEqual(server.json("/api/v1/orders/A-9999")["units"], 3)
            self.assertEqual({r["status"] for r in self.bulk(server, rows[:17])}, {200})

    def test_a_bulk_body_may_be_larger_than_others(self):
        big = [json.dumps(order(n)) for n in range(8000)]
        with self.serve(SHELFCAST_SERVER_BODY_BYTES="2048", SHELFCAST_ORDERS_BULK_BYTES="1000000") as server:
            self.assertEqual({r["status"] for r in self.bulk(server, big[:4000])}, {201})
            with self.assertRaises(shop.urllib.error.HTTPError) as refused:
                self.bulk(server, big)
            self.assertEqual(refused.exception.code, 413)
            refused.exception.close()
            self.assertEqual(server.ask("/v1/orders", "POST", order(1, items=LINES * 40))[0], 413)

    def test_the_simulator_and_a_server_that_is_killed_agree_on_every_order(self):
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        server = self.serve()
        port = server.url.rsplit(":", 1)[1]
        kills = 6 if shop.LONG else 3
        rate, count = 400, 400 * (kills + 2)
        simulator = subprocess.Popen([shop.BINARY, "simulate", "--out", self.warehouse.folder, "--post", server.url, "--rate", str(rate), "--orders",
                                      str(count), "--connections", "8", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            for _ in range(kills):
                while not simulator.stderr.readline():  # a report a second: it is sending
                    pass
                server.process.kill()
                server.stop()
                server = self.serve(port)
            output, errors = simulator.communicate(timeout=120)
            self.assertEqual(simulator.returncode, 0, errors)
            report = json.loads(output)
            self.assertEqual((report["orders"], report["refused"], report["unanswered"]), (count, 0, 0))
            self.assertGreater(report["retries"], 0)
            ids = [report["firstOrderId"]] + [f"{report['firstOrderId']}-{n}" for n in range(1, count)]
            stored = [server.json(f"/api/v1/orders/{i}") for i in ids]
            self.assertEqual({o["version"] for o in stored}, {1})
            self.assertEqual(sum(len(o["items"]) for o in stored), report["lines"])
            self.assertEqual(sum(o["units"] for o in stored), report["units"])
            self.assertEqual(sum(round(o["amount"] * 100) for o in stored), report["amountMinor"])
            print(f"{count} orders over {kills} kills, {report['retries']} retries: each there once")
        finally:
            simulator.kill()
            simulator.wait()
            simulator.stdout.close()
            simulator.stderr.close()
            server.stop()

    def test_the_simulator_ends_with_its_report_when_it_is_asked_to(self):
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        with self.serve() as server:
            simulator = subprocess.Popen([shop.BINARY, "simulate", "--out", self.warehouse.folder, "--post", server.url, "--rate", "50", "--json"],
                                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            simulator.stderr.readline()
            simulator.send_signal(signal.SIGINT)
            output, errors = simulator.communicate(timeout=30)
            self.assertEqual(simulator.returncode, 0, errors)
            self.assertGreater(json.loads(output)["orders"], 0)
        self.shelfcast("simulate", "--out", self.warehouse.folder, "--post", "server", expect=2)


if __name__ == "__main__":
    shop.main()
