# SPDX-License-Identifier: Apache-2.0
"""What lies in deploy/ works: in Prometheus' and Alertmanager's own tools, and in real ones beside a running server."""
import json, re, shlex, shutil, subprocess, urllib.parse

import yaml

import promql, shop, watchers
from watchers import tool

DEPLOY = shop.ROOT / "deploy"
RULES = yaml.safe_load((DEPLOY / "prometheus/rules.yml").read_text())
ALERTS = [rule for group in RULES["groups"] for rule in group["rules"] if "alert" in rule]
RECORDED = {rule["record"]: rule["expr"] for group in RULES["groups"] for rule in group["rules"] if "record" in rule}
DASHBOARD = json.loads((DEPLOY / "grafana/shelfcast.json").read_text())
RUNBOOKS = {path.stem: path.read_text() for path in (DEPLOY / "runbooks").glob("*.md")}
LINK = "{{ $externalLabels.shelfcast }}/runbooks/"
CHANNELS = {"P0": {"sms", "pagerduty", "email", "slack"}, "P1": {"sms", "pagerduty", "email", "slack"}, "P2": {"email", "slack"}, "P3": {"slack"}}


def rules_of_the_process():
    """name -> its audience, as they stand in the table of alert rules."""
    source = (shop.ROOT / "src/monitor/rules.cpp").read_text()
    return dict(re.findall(r'Rule\{\s*"([a-z0-9-]+)",\s*(operators|sellers)', source)) | {"custom-rule": "operators"}


def known_metrics():
    return promql.metrics_of_the_binary() | promql.GIVEN_BY_PROMETHEUS | {name: promql.OF_TARGETS | {"marketplace"} for name in RECORDED}


def asked_by_the_dashboard():
    panels = [(panel["title"], target["expr"]) for panel in DASHBOARD["panels"] for target in panel.get("targets", [])]
    return panels + [(note["name"], note["expr"]) for note in DASHBOARD["annotations"]["list"]]


def filled_queries():
    """The same as Grafana sends them."""
    return [(title, query.replace("$__rate_interval", "1m").replace("$job", "shelfcast")) for title, query in asked_by_the_dashboard()]


class Files(shop.Case):
    def check(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_promtool_accepts_rules_and_configuration(self):
        self.check(tool("promtool"), "check", "rules", str(DEPLOY / "prometheus/rules.yml"))
        self.check(tool("promtool"), "check", "config", str(DEPLOY / "prometheus/prometheus.yml"))

    def test_each_alert_fires_where_it_should_and_not_just_below(self):
        tested = set()
        for name in ("rules_test.yml", "budget_test.yml"):
            self.check(tool("promtool"), "test", "rules", str(DEPLOY / "prometheus" / name))
            for test in yaml.safe_load((DEPLOY / "prometheus" / name).read_text())["tests"]:
                tested |= {check["alertname"] for check in test.get("alert_rule_test", []) if check["exp_alerts"]}
        self.assertEqual(tested, {rule["alert"] for rule in ALERTS})

    def test_each_alert_says_how_grave_it_is_and_what_to_do(self):
        for rule in ALERTS:
            with self.subTest(alert=rule["alert"]):
                self.assertRegex(rule["labels"]["severity"], "^P[0-3]$")
                self.assertTrue(rule["labels"]["cause"])
                self.assertEqual(set(rule["annotations"]), {"summary", "description", "runbook_url"})
                self.assertTrue(rule["annotations"]["runbook_url"].startswith(LINK))

    def test_rules_name_metrics_and_labels_that_there_are(self):
        known = known_metrics()
        for rule in (rule for group in RULES["groups"] for rule in group["rules"]):
            self.assertEqual(list(promql.faults(rule["expr"], known)), [], rule)

    def test_the_dashboard_asks_for_metrics_and_labels_that_there_are(self):
        known, asked = known_metrics(), asked_by_the_dashboard()
        self.assertGreater(len(asked), 30)
        for title, expression in asked:
            self.assertEqual(list(promql.faults(expression, known)), [], title)

    def test_what_the_dashboard_asks_is_promql(self):
        rules = self.folder / "dashboard.yml"
        rules.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": [
            {"record": f"panel:{number}", "expr": expression} for number, (_, expression) in enumerate(filled_queries())]}]}))
        self.check(tool("promtool"), "check", "rules", str(rules))

    def test_the_check_of_names_finds_what_is_not_there(self):
        known = {"a_total": {"job", "code"}}
        self.assertEqual(list(promql.faults('sum by (job) (rate(a_total{code=~"5..", job="b_total"}[5m])) > 0.1', known)), [])
        self.assertEqual(list(promql.faults('a_total{cod="5"} + b_total', known)), ["a_total has no label cod", "no metric b_total"])
        self.assertEqual(list(promql.faults("sum by (route) (a_total)", known)), ["nothing has a label route"])

    def test_amtool_accepts_the_configuration_and_routes_by_severity(self):
        config = str(DEPLOY / "alertmanager/alertmanager.yml")
        self.check(tool("amtool"), "check-config", config)
        for severity, receiver in {"P0": "on-call", "P1": "on-call", "P2": "team", "P3": "team-slack"}.items():
            self.assertEqual(self.check(tool("amtool"), "config", "routes", "test", f"--config.file={config}", f"severity={severity}").strip(), receiver)

    def test_no_secret_stands_in_a_configuration(self):
        for path in [*DEPLOY.rglob("*.yml"), *DEPLOY.rglob("*.service")]:
            self.assertNotRegex(path.read_text(), r"(?m)^\s*(\w*password|\w*routing_key|\w*api_url|credentials|bearer_token): ", path)

    def test_the_dashboard_and_its_source_are_provisioned(self):
        folder = DEPLOY / "grafana/provisioning"
        source = yaml.safe_load((folder / "datasources/prometheus.yml").read_text())
        provider = yaml.safe_load((folder / "dashboards/shelfcast.yml").read_text())
        self.assertEqual([row["type"] for row in source["datasources"]], ["prometheus"])
        self.assertEqual([row["type"] for row in provider["providers"]], ["file"])

    def test_systemd_accepts_the_units_and_the_binary_their_command(self):
        shop.need(shutil.which("systemd-analyze"), "systemd-analyze (Debian package systemd)")
        unit = (DEPLOY / "systemd/shelfcast.service").read_text()
        (self.folder / "shelfcast.service").write_text(unit.replace("/usr/bin/shelfcast", shop.BINARY))
        shutil.copy(DEPLOY / "systemd/shelfcast.socket", self.folder)
        units = [str(self.folder / f"shelfcast.{kind}") for kind in ("service", "socket")]
        said = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=60)
        self.assertEqual((said.returncode, said.stdout + said.stderr), (0, ""))
        command = shlex.split(re.search(r"^ExecStart=(.*)", unit, re.M)[1])
        help_text = shop.run(command[1], "--help").stdout
        for flag in (word for word in command if word.startswith("--")):
            self.assertIn(flag, help_text)


class Runbooks(shop.Case):
    def test_every_alert_and_every_rule_has_its_runbook_and_none_is_left_over(self):
        named = {rule["annotations"]["runbook_url"].removeprefix(LINK) for rule in ALERTS}
        self.assertEqual(set(RUNBOOKS), named | set(rules_of_the_process()))

    def test_a_runbook_says_what_it_means_and_what_to_do(self):
        for name, text in RUNBOOKS.items():
            with self.subTest(runbook=name):
                self.assertRegex(text, r"\A# \S.*\n\S")
                self.assertRegex(text, r"(?m)^## (Do|What to do)\n- ")
                self.assertLess(len(text.splitlines()), 25)
                for link in re.findall(r"\]\(/runbooks/([^)]*)\)", text):
                    self.assertIn(link, RUNBOOKS)

    def test_runbooks_of_sellers_speak_of_their_shop_only(self):
        for name in (name for name, audience in rules_of_the_process().items() if audience == "sellers"):
            self.assertNotRegex(RUNBOOKS[name], r"`|--|/api/|(?i:prometheus|grafana|shelfcast|cycle|refresh|load)\b", name)

    def test_commands_and_keys_that_runbooks_name_are_those_of_the_binary(self):
        reference = shop.run("config", "reference").stdout
        keys = set(re.findall(r"^([a-z_]+\.[a-z_]+)$", reference, re.M))
        rooms = {key.split(".")[0] for key in keys}
        for name, text in RUNBOOKS.items():
            for code in re.findall(r"`([^`]*)`", text):
                with self.subTest(runbook=name, code=code):
                    if code.startswith("shelfcast "):
                        self.check_command(shlex.split(code)[1:])
                    elif (key := re.fullmatch(r"([a-z]+)\.[a-z_]+(?= |$)", code.split(" ")[0])) and key[1] in rooms and not code.endswith(".db"):
                        self.assertIn(code.split(" ")[0], keys)

    def check_command(self, words):
        verbs = [word for word in words[:2] if re.fullmatch(r"[a-z-]+", word) and not word.startswith("-")]
        helped = [shop.run(*verbs[:depth], "--help") for depth in range(1, len(verbs) + 1)]
        self.assertEqual([done.returncode for done in helped], [0] * len(helped))
        for flag in (word for word in words if word.startswith("--")):
            self.assertIn(flag, "".join(done.stdout for done in helped))

    def test_the_binary_serves_each_where_an_alert_points_at(self):
        with shop.Server(self.folder / "data") as server:
            for name, text in RUNBOOKS.items():
                status, headers, body = server.ask(f"/runbooks/{name}")
                self.assertEqual((status, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
                self.assertIn(f"<h1>{text.splitlines()[0][2:]}</h1>", body)
            self.assertEqual(set(re.findall(r'href="/runbooks/([^"]*)"', server.ask("/runbooks")[2])), set(RUNBOOKS))


class Watched(shop.Case):
    """With the files of deploy/, made impatient: no waiting for intervals."""

    def prometheus(self, target, dead, alertmanager):
        rules = (DEPLOY / "prometheus/rules.yml").read_text()
        (self.folder / "rules.yml").write_text(re.sub(r"\b(for|interval): \w+", lambda found: f"{found[1]}: 1s", rules))
        config = (DEPLOY / "prometheus/prometheus.yml").read_text()
        for told, here in (("15s", "1s"), ("127.0.0.1:9093", alertmanager.removeprefix("http://")), ("https://shelfcast.example", target),
                           ('["127.0.0.1:8080"]', json.dumps([target.removeprefix("http://"), dead]))):
            self.assertIn(told, config)
            config = config.replace(told, here)
        (self.folder / "prometheus.yml").write_text(config)
        return watchers.Watcher("prometheus", "prometheus.yml", self.folder, "--storage.tsdb.path=series")

    def alertmanager(self, told):
        config = yaml.safe_load((DEPLOY / "alertmanager/alertmanager.yml").read_text())
        (self.folder / "slack").write_text(told.url + "/slack")
        (self.folder / "secret").write_text("sesame")
        config["global"] |= {"smtp_smarthost": told.smarthost, "smtp_require_tls": False, "pagerduty_url": told.url + "/pagerduty",
                             "slack_api_url_file": str(self.folder / "slack"), "smtp_auth_password_file": str(self.folder / "secret")}
        config["route"] |= {"group_interval": "1s"}
        for route in (config["route"], *config["route"]["routes"]):
            route["group_wait"] = "0s"
        on_call = next(receiver for receiver in config["receivers"] if receiver["name"] == "on-call")
        on_call["webhook_configs"][0] |= {"url": told.url + "/sms", "http_config": {"authorization": {"credentials_file": str(self.folder / "secret")}}}
        on_call["pagerduty_configs"][0]["routing_key_file"] = str(self.folder / "secret")
        (self.folder / "alertmanager.yml").write_text(yaml.safe_dump(config))
        return watchers.Watcher("prometheus-alertmanager", "alertmanager.yml", self.folder, "--storage.path=alerts", "--cluster.listen-address=")

    def test_who_is_told_of_what_and_the_graver_silences_the_lesser(self):
        def alert(name, severity, cause, **labels):
            return {"labels": {"alertname": name, "severity": severity, "cause": cause, "job": "shelfcast"} | labels,
                    "annotations": {"summary": f"summary-of-{name}", "description": f"description-of-{name}", "runbook_url": "http://shelf.test/runbooks/x"}}

        with watchers.Told() as told, self.alertmanager(told) as manager:
            apart = [alert(f"Of{severity}", severity, f"cause-{severity}") for severity in CHANNELS]
            same = [alert("Graver", "P0", "disk", instance="a"), alert("Lesser", "P2", "disk", instance="a"), alert("Elsewhere", "P2", "disk", instance="b")]
            dead = [alert("ShelfcastInstanceDown", "P1", "down", instance="c"), alert("OfTheDead", "P2", "load", instance="c")]
            self.assertIsNone(manager.ask("/api/v2/alerts", apart + same + dead))
            silenced = lambda: {row["labels"]["alertname"] for row in manager.ask("/api/v2/alerts") if row["status"]["inhibitedBy"]}
            self.assertEqual(manager.until(silenced, "an alert that is silenced"), {"Lesser", "OfTheDead"})
            for severity, channels in CHANNELS.items():
                manager.until(lambda: told.who_of(f"summary-of-Of{severity}") >= channels, f"all of {channels} of {severity}")
                self.assertEqual(told.who_of(f"summary-of-Of{severity}"), channels)
            manager.until(lambda: told.who_of("summary-of-Elsewhere"), "what is of another instance")

    def test_a_real_prometheus_watches_a_running_server_and_tells_of_one_that_is_down(self):
        tool("prometheus"), tool("prometheus-alertmanager")
        warehouse = shop.Warehouse(self.folder / "shop", days=60)
        self.shelfcast("import", "--data", self.folder / "data", "--marketplace", "DE", warehouse.folder)
        self.shelfcast("refresh", "--data", self.folder / "data", "--now", "data-cut")
        dead = "127.0.0.1:1"
        with shop.Server(self.folder / "data", "--now", "data-cut") as server, watchers.Told() as told, self.alertmanager(told) as manager, \
                self.prometheus(server.url, dead, manager.url) as prometheus:
            query = lambda text: {row["metric"].get("instance"): row["value"][1] for row in prometheus.ask(f"/api/v1/query?query={text}").get("data", {}).get("result", [])}
            here = server.url.removeprefix("http://")
            prometheus.until(lambda: query("up") == {here: "1", dead: "0"}, "both targets asked")
            prometheus.until(lambda: query("instance:shelfcast_requests:total"), "what is recorded")

            rules = lambda: [rule for group in prometheus.ask("/api/v1/rules")["data"]["groups"] for rule in group["rules"]]
            asked = prometheus.until(lambda: (found := rules()) and all(rule["health"] != "unknown" for rule in found) and found, "all rules evaluated")
            self.assertEqual([rule["name"] for rule in asked if rule["health"] != "ok"], [])
            self.assertEqual(len(asked), len(ALERTS) + len(RECORDED))

            for title, expression in filled_queries():
                answer = prometheus.ask("/api/v1/query?" + urllib.parse.urlencode({"query": expression}))
                self.assertEqual(answer["status"], "success", title)

            firing = lambda: next((row for row in prometheus.ask("/api/v1/alerts")["data"]["alerts"]
                                   if row["labels"]["alertname"] == "ShelfcastInstanceDown" and row["state"] == "firing"), None)
            alert = prometheus.until(firing, "an alert of the dead target")
            self.assertEqual(alert["labels"]["instance"], dead)
            self.assertEqual(alert["annotations"]["runbook_url"], server.url + "/runbooks/instance-down")
            self.assertEqual(server.ask("/runbooks/instance-down")[0], 200)
            manager.until(lambda: told.who_of(f"{dead} is down") == CHANNELS["P1"], "that who is on call is told")


if __name__ == "__main__":
    shop.main()
