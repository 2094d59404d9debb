# SPDX-License-Identifier: Apache-2.0
"""The server with Kafka configured: it serves while the brokers are away, and wrong settings are said before it does."""
import collections, json, pathlib, socket, sys, time

import shop

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools/kafka"))
import broker as kafka


class Kafka(shop.Case):
    def environment(self, **more):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]  # nobody listens there any more
        return {"SHELFCAST_KAFKA_BROKERS": f"127.0.0.1:{port}", "SHELFCAST_KAFKA_TIMEOUT_SECONDS": "2"} | more

    def test_serves_and_stops_in_time_while_the_brokers_are_away(self):
        with shop.Server(self.folder / "data", environment=self.environment()) as server:
            self.assertEqual(server.ask("/livez")[0], 200)
            begun = time.monotonic()
            self.assertEqual(server.stop(), 0)
            self.assertLess(time.monotonic() - begun, 15)
        log = "".join(server.log)
        self.assertIn("relay", log)

    def config(self, text, *verb, expect=0, environment=None):
        file = self.folder / "shelfcast.toml"
        file.write_text(text)
        return self.shelfcast(*(verb or ("serve", "--port", "0", "--data", self.folder / "data")), "--config", file,
                              expect=expect, environment=environment)

    def test_a_wrong_setting_of_librdkafka_is_named(self):
        done = self.config('[kafka]\nbrokers = "127.0.0.1:1"\n[kafka.settings]\n"security.protocoll" = "SSL"\n', expect=3)
        self.assertIn('kafka.settings.security.protocoll: No such configuration property', done.stderr)

    def test_settings_on_which_promises_rest_are_not_for_users(self):
        done = self.config('[kafka]\nbrokers = "127.0.0.1:1"\nsettings = {acks = "1"}\n', expect=3)
        self.assertIn("kafka.settings.acks: is not for users to set", done.stderr)

    def test_a_password_among_the_settings_is_refused_and_its_place_named(self):
        done = self.config('[kafka]\nbrokers = "127.0.0.1:1"\nsettings = {"sasl.password" = "s3cret"}\n', expect=3)
        self.assertIn("kafka.settings.sasl.password: belongs into kafka.password", done.stderr)
        self.assertNotIn("s3cret", done.stderr)

    def test_the_password_is_not_shown(self):
        done = self.config('[kafka]\nusername = "shop"\n', "config", "show", environment={"SHELFCAST_KAFKA_PASSWORD": "s3cret"})
        self.assertIn('kafka.username = "shop"', done.stdout)
        self.assertNotIn("s3cret", done.stdout)


class OrdersThroughABroker(shop.Case):
    TOPIC = "shelfcast.order-events"

    def order(self, number, *lines):
        return {"orderId": f"A-{number}", "merchantId": 1, "orderTime": "2025-04-30T12:00:00Z", "currency": "EUR",
                "items": [{"lineId": str(n), "productId": product, "quantity": quantity, "unitPrice": 10} for n, (product, quantity) in enumerate(lines)]}

    def sold(self, server):
        top = server.json("/api/top-products?bucketType=YEAR&bucketStart=2025-04-30&limit=100")["products"]
        return collections.Counter({row["productKey"]: row["units"] for row in top})

    def wait_for(self, server, units):
        server.until(lambda: self.sold(server) == units, f"the count of {units}")

    def events(self, broker, count):
        printed = broker.tool("org.apache.kafka.tools.consumer.ConsoleConsumer", "--topic", self.TOPIC, "--from-beginning", "--max-messages", str(count),
                              "--timeout-ms", "30000", "--property", "print.key=true")
        return [line.split("\t", 1) for line in printed.splitlines()]

    def test_an_order_arrives_as_events_at_the_broker_and_counts_once_however_often_they_come(self):
        why_not = kafka.missing()
        shop.need(not why_not, f"a Kafka broker ({why_not})")
        data = self.folder / "data"
        self.shelfcast("import", "--data", data, "--marketplace", "DE", shop.Warehouse(self.folder / "warehouse").folder)
        with kafka.Broker() as broker:
            environment = {"SHELFCAST_KAFKA_BROKERS": broker.address, "SHELFCAST_REFRESH_EVERY_HOURS": "0"}
            with shop.Server(data, environment=environment) as server:
                units = self.sold(server)
                for body, status in ((self.order(1, (100, 2), (101, 3)), 201), (self.order(1, (100, 2), (101, 3)), 200), (self.order(2, (100, 1)), 201)):
                    self.assertEqual(server.ask("/v1/orders", "POST", body)[0], status)
                self.wait_for(server, units + collections.Counter({"100": 3, "101": 3}))

                events = self.events(broker, 3)
                self.assertEqual(sorted(json.loads(event)["id"] for _, event in events), ["DE/A-1/0/1", "DE/A-1/1/1", "DE/A-2/0/1"])
                self.assertEqual({json.loads(event)["data"]["product"]: key for key, event in events}, {"100": "11", "101": "12"})
                schema = server.json("/schemas/order-event.v1.json")
                for _, event in events:
                    self.assertLessEqual(set(schema["required"]), set(json.loads(event)))
                    self.assertLessEqual(set(schema["properties"]["data"]["required"]), set(json.loads(event)["data"]))

                broker.tool("kafka.tools.ConsoleProducer", "--topic", self.TOPIC, "--property", "parse.key=true",
                            text="".join(f"{key}\t{event}\n" for key, event in events * 3))
                self.assertEqual(server.ask("/v1/orders", "POST", self.order(3, (100, 1), (101, 1)))[0], 201)
                self.wait_for(server, units + collections.Counter({"100": 4, "101": 4}))
            with shop.Server(data, environment=environment) as server:
                self.wait_for(server, units + collections.Counter({"100": 4, "101": 4}))
        self.assertIn("DE: 0 of ", self.shelfcast("doctor", "--data", data).stdout)


if __name__ == "__main__":
    shop.main()
