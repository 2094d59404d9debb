# SPDX-License-Identifier: Apache-2.0
"""From something that is wrong to whoever should know: rules of the configuration, a failed refresh, a held server, a
Slack that is away."""
import datetime, http.server, json, queue, threading

import shop

QUIET = {"SHELFCAST_REFRESH_EVERY_HOURS": "0", "SHELFCAST_REFRESH_LIVE_MINUTES": "0"}
ALWAYS = "P1 value(shelfcast_http_connections) > -1"


class Slack:
    """Incoming webhooks as Slack's: takes what has a text, and answers ok."""

    def __init__(self):
        self.messages, self.status = queue.Queue(), 200
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if outer.status == 200:
                    outer.messages.put((self.path, json.loads(body)["text"]))
                self.send_response(outer.status)
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def hears(self):
        return self.messages.get(timeout=90)


class Alerts(shop.ShopCase):
    DAYS = 70

    def slack(self):
        slack = Slack()
        self.addCleanup(slack.close)
        return slack

    def serve(self, toml="", **environment):
        config = self.folder / "alerts.toml"
        config.write_text(toml)
        server = shop.Server(self.data, "--now", "data-cut", "--config", str(config),
                             environment=QUIET | {"SHELFCAST_" + key: value for key, value in environment.items()})
        self.addCleanup(server.stop)
        return server

    def alert(self, server, rule):
        return server.until(lambda: server.json(f"/api/v1/alerts?rule={rule}")["alerts"], f"an alert by {rule}")[0]

    def test_a_rule_of_the_configuration_is_told_to_who_is_on_call_and_outlives_the_server(self):
        slack = self.slack()
        server = self.serve(f"[rules]\nconnections = '{ALWAYS}'\n", ON_CALL_SLACK=slack.url + "/on-call",
                            ALERTS_PUBLIC_URL="https://forecast.example")
        path, text = slack.hears()
        self.assertEqual(path, "/on-call")
        self.assertIn("P1", text)
        self.assertIn("connections", text)
        alert = self.alert(server, "custom-rule")
        self.assertEqual((alert["subject"], alert["priority"], alert["state"]), ("connections", "P1", "open"))
        self.assertIsNotNone(alert["toldAt"])
        status, _, body = server.ask("/api/v1/alerts:acknowledge", "POST", {"ids": [alert["id"]]})
        self.assertEqual((status, json.loads(body)["alerts"][0]["state"]), (200, "acknowledged"), body)
        self.assertEqual(server.ask("/runbooks/custom-rule")[0], 200)
        self.assertIn('shelfcast_alerts_open{severity="P1"} 1', server.ask("/metrics")[2])
        self.assertEqual(server.stop(), 0)
        again = self.serve(f"[rules]\nconnections = '{ALWAYS}'\n", ON_CALL_SLACK=slack.url)
        kept = self.alert(again, "custom-rule")
        self.assertEqual((kept["id"], kept["state"]), (alert["id"], "acknowledged"))
        self.assertTrue(slack.messages.empty())

    def test_a_refresh_that_fails_is_raised(self):
        server = self.serve()
        for file in self.shop.folder.glob("products.csv"):
            file.write_text("no such columns\n1\n")
        self.assertNotEqual(shop.run("refresh", "--data", self.data).returncode, 0)
        alert = self.alert(server, "cycle-failed")
        self.assertEqual((alert["priority"], alert["marketplaceId"]), ("P1", "DE"))
        self.assertIn("failed in step", alert["message"])

    def test_shelves_that_are_all_empty_are_a_drift_of_what_models_learn_from(self):
        self.shop.add_days(1)
        last = self.shop.first - datetime.timedelta(days=1)
        self.shop.write("stock_levels.csv", [f"{100 + p},DE,{last},0" for p in range(shop.PRODUCTS)], "product_id,marketplace_id,date,level")
        self.refreshed()
        alert = self.alert(self.serve(), "feature-drift")
        self.assertEqual((alert["priority"], alert["marketplaceId"]), ("P3", "DE"))
        self.assertIn("100.0 % of the products are out of stock, and 0.0 % were", alert["message"])

    def test_a_shop_that_goes_on_as_ever_for_ten_weeks_raises_nothing_of_models(self):
        for _ in range(10):
            self.shop.add_days(7)
            self.refreshed()
        server = self.serve(f"[rules]\nconnections = '{ALWAYS}'\n")
        metrics = server.json("/api/v1/models?marketplaceId=DE")["models"][0]["metrics"]
        self.assertAlmostEqual(sum(metrics["features"].values()), 1)
        self.alert(server, "custom-rule")
        self.assertEqual(server.stop(), 0)  # it ends the look that it has begun
        server = self.serve()
        for rule in ("feature-drift", "importance-unstable", "segment-bias"):
            self.assertEqual(server.json(f"/api/v1/alerts?rule={rule}")["alerts"], [])

    def test_a_slack_that_is_away_is_told_when_it_is_back(self):
        slack = self.slack()
        slack.status = 503
        server = self.serve(f"[rules]\nconnections = '{ALWAYS}'\n", ON_CALL_SLACK=slack.url)
        failed = 'shelfcast_alert_deliveries_total{channel="slack",outcome="failed"}'
        server.until(lambda: failed in server.ask("/metrics")[2], "a failed delivery")
        slack.status = 200
        self.assertIn("connections", slack.hears()[1])

    def test_what_a_slack_refuses_can_be_read_and_is_sent_again_when_an_operator_says_so(self):
        slack = self.slack()
        slack.status = 404
        server = self.serve(f"[rules]\nconnections = '{ALWAYS}'\n", ON_CALL_SLACK=slack.url)
        letter = server.until(lambda: server.json("/api/v1/alert-letters")["letters"], "a letter that reached nobody")[0]
        self.assertEqual((letter["recipient"], letter["channel"], letter["alerts"][0]["rule"]), ("on-call", "slack", "custom-rule"))
        slack.status = 200
        status, _, body = server.ask("/api/v1/alert-letters:send-again", "POST", {"ids": [letter["id"]]})
        self.assertEqual((status, json.loads(body)), (200, {"letters": 1}))
        self.assertIn("connections", slack.hears()[1])
        server.until(lambda: not server.json("/api/v1/alert-letters")["letters"], "an empty list")
        status, _, body = server.ask("/api/v1/alert-letters:send-again", "POST", {"ids": [letter["id"]]})
        self.assertEqual(status, 409, body)

    def test_a_rule_that_cannot_be_read_keeps_the_server_from_starting_and_names_its_place(self):
        with self.assertRaises(shop.NotStarted) as caught:
            self.serve("[rules]\nmine = 'P1 value(shelfcast_none) > 1'\n")
        log = "".join(caught.exception.log)
        self.assertEqual(caught.exception.code, 3, log)
        self.assertIn("rules.mine", log)
        self.assertIn("there is no metric 'shelfcast_none'", log)

    def test_a_seller_says_how_it_wants_to_be_told(self):
        server = self.serve()
        path = "/api/v1/alert-preferences?marketplaceId=DE&sellerId=1"
        status, _, body = server.ask(path, "PUT", {"email": "anna@shop.example", "cadence": "hourly"})
        self.assertEqual(status, 200, body)
        self.assertEqual(server.json(path)["cadence"], "hourly")
        status, _, body = server.ask(path, "PUT", {"cadence": "sometimes"})
        self.assertEqual((status, json.loads(body)["errors"][0]["pointer"]), (422, "/cadence"))

    def test_what_is_raised_is_told_as_it_happens(self):
        server = self.serve(f"[rules]\nconnections = '{ALWAYS}'\n")
        self.alert(server, "custom-rule")
        rules = {rule["name"]: rule for rule in server.json("/api/v1/alert-rules")["rules"]}
        self.assertEqual(rules["connections"]["condition"], ALWAYS)
        self.assertEqual(rules["demand-spike"]["audience"], "sellers")
        for drift in ("feature-drift", "importance-unstable", "segment-bias"):
            self.assertEqual((rules[drift]["audience"], server.ask(f"/runbooks/{drift}")[0]), ("operators", 200))
        summary = server.json("/api/v1/alert-summary")
        self.assertEqual(summary["open"]["P1"], 1)


if __name__ == "__main__":
    shop.main()
