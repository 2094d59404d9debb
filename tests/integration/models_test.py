# SPDX-License-Identifier: Apache-2.0
"""Which model serves: successions, choices, rivals that win, and promises that lost."""
import datetime, json

from shop import Case, PRODUCTS, Server, Warehouse, main


class Clockwork(Warehouse):
    """A shop in which every week is like the one before: nothing can be better than saying so."""

    def add_days(self, days, name=None):
        orders = []
        for offset in range(days):
            day = self.first + datetime.timedelta(days=offset)
            orders += [(f"{day}T12:{p:02}:00Z", [(100 + p, 1 + (p + day.weekday()) % 4)]) for p in range(PRODUCTS)]
        self.first += datetime.timedelta(days=days)
        return self.part(name or str(self.first), orders)


class Models(Case):
    def open(self, kind=Warehouse, days=120):
        self.shop = kind(self.folder / "shop", days=days)
        self.data = self.folder / "data"
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.shop.folder)
        return self.refreshed()

    def refreshed(self):
        """Runs a cycle; its id."""
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        return (self.data / "tables" / "DE" / "current").read_text().strip()

    def models(self, verb, *more, expect=0):
        done = self.shelfcast("models", verb, *more, "--data", self.data, "--json", expect=expect)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def stages(self):
        return {model["version"]: model["stage"] for model in self.models("list", "--marketplace", "DE")}

    def replay(self, cycle):
        replay = json.loads(self.shelfcast("replay", cycle, "--data", self.data, "--json").stdout)
        self.assertEqual((replay["model"], replay["numbers"], replay["table"]), ("same", "same", "same"), replay)
        return replay

    def test_a_version_is_rolled_back_by_one_command_and_serves_until_it_is_given_back(self):
        self.open()
        self.shop.add_days(7)
        self.refreshed()
        self.assertEqual(self.stages(), {"DE-ensemble-2.0.1": "champion", "DE-ensemble-2.0.0": "archived"})

        decision, = self.models("rollback", "--marketplace", "DE")
        self.assertEqual((decision["decision"], decision["serves"], decision["insteadOf"]), ("chosen", "DE-ensemble-2.0.0", "DE-ensemble-2.0.1"))
        self.shop.add_days(3)
        cycle = self.refreshed()
        self.assertEqual(self.stages(), {"DE-ensemble-2.0.2": "candidate", "DE-ensemble-2.0.1": "archived", "DE-ensemble-2.0.0": "champion"})
        replay = self.replay(cycle)
        self.assertEqual((replay["published"]["modelVersion"], replay["modelTakenUp"]), ("DE-ensemble-2.0.0", True))

        self.models("unpin", "--marketplace", "DE")
        self.replay(self.refreshed())
        self.assertEqual(self.stages()["DE-ensemble-2.0.3"], "champion")
        said = self.shelfcast("models", "list", "--data", self.data, "--marketplace", "DE").stdout
        self.assertIn("learnt from newer data, and not clearly worse", said)
        self.assertIn("chosen", said)

    def test_the_naive_rival_serves_where_it_wins_the_backtest(self):
        cycle = self.open(Clockwork, days=200)
        naive = "DE-seasonal-naive-1.0.1"
        self.assertEqual(self.stages(), {naive: "champion", "DE-ensemble-2.0.0": "candidate"})
        self.assertEqual(self.replay(cycle)["published"]["modelVersion"], naive)
        self.shop.add_days(2)
        self.replay(self.refreshed())
        self.assertEqual(self.stages()[naive], "champion")
        part = self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", "--categories", "11").stdout
        self.assertIn(naive, part)
        decision = self.models("promote", "DE-ensemble-2.0.0")[0]
        self.assertEqual(decision["insteadOf"], naive)

    def test_promises_that_lost_are_rolled_back_to_whom_they_lost_to(self):
        self.open(Clockwork)
        self.assertEqual(self.stages(), {"DE-ensemble-2.0.0": "champion"})
        self.shop.add_days(14)
        cycle = self.refreshed()
        self.assertEqual(self.stages(), {"DE-seasonal-naive-1.0.2": "champion", "DE-ensemble-2.0.1": "candidate", "DE-ensemble-2.0.0": "archived"})
        self.replay(cycle)
        with Server(self.data) as server:
            decision = server.json("/api/v1/models?marketplaceId=DE")["decisions"][0]
            report = server.json(f"/api/v1/cycles/{cycle}")
        self.assertEqual(decision["decision"], "rolled back")
        self.assertIn("'seasonal naive' would have had", decision["reason"])
        self.assertEqual((report["modelVersion"], report["trainedVersion"], report["decision"]),
                         ("DE-seasonal-naive-1.0.2", "DE-ensemble-2.0.1", decision["reason"]))

    def test_an_incremental_training_takes_over_what_was_learnt_until_that_is_four_weeks_old(self):
        self.open()
        based_on = {}
        for days in (7, 7, 21):
            self.shop.add_days(days)
            self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", environment={"SHELFCAST_REFRESH_TRAINING": "incremental"})
            cycle = (self.data / "tables" / "DE" / "current").read_text().strip()
            receipt = self.replay(cycle)["published"]
            based_on[receipt["modelVersion"]] = receipt["configuration"].get("basedOn")
        self.assertEqual(based_on, {"DE-ensemble-2.0.1": "DE-ensemble-2.0.0", "DE-ensemble-2.0.2": "DE-ensemble-2.0.0", "DE-ensemble-2.0.3": None})

    def trees(self, *names):
        """What XGBoost saves of one tree, in a file: who sold more over four weeks will sell more."""
        tree = {"left_children": [1, -1, -1], "right_children": [2, -1, -1], "split_indices": [0, 0, 0],
                "split_conditions": [0.0, 0.5, 2.0], "default_left": [0, 0, 0], "split_type": [0, 0, 0]}
        learner = {"attributes": {}, "feature_names": list(names), "objective": {"name": "reg:squarederror"},
                   "gradient_booster": {"name": "gbtree", "model": {"trees": [tree]}},
                   "learner_model_param": {"base_score": "0", "num_class": "0", "num_feature": str(len(names))}}
        path = self.folder / "theirs.json"
        path.write_text(json.dumps({"version": [2, 0, 0], "learner": learner}))
        return path

    def test_a_model_trained_elsewhere_competes_and_serves_when_it_is_chosen(self):
        self.open()
        rows = self.shelfcast("export", "--examples", "--data", self.data, "--marketplace", "DE").stdout.splitlines()
        columns = rows[0].split(",")
        self.assertEqual(columns[:6], ["marketplace", "category", "product", "days", "origin", "velocity_3"])
        self.assertEqual(columns[-1], "target")
        self.assertGreater(len(rows), 100)
        self.assertEqual({len(row.split(",")) for row in rows}, {len(columns)})

        wrong = self.shelfcast("models", "import", self.trees("velocity_28", "colour"), "--data", self.data, expect=4)
        self.assertIn("colour", wrong.stderr)
        file = self.trees("velocity_28", "age")
        imported, = self.models("import", file, "--marketplace", "DE")
        self.assertEqual((imported["version"], imported["stage"], imported["kind"]), ("DE-theirs-1.0.1", "shadow", "theirs"))
        self.assertEqual(self.models("import", file, "--marketplace", "DE")[0]["version"], "DE-theirs-1.0.1")

        self.shop.add_days(7)
        self.refreshed()
        self.assertEqual(self.stages(), {"DE-ensemble-2.0.2": "champion", "DE-theirs-1.0.1": "shadow", "DE-ensemble-2.0.0": "archived"})
        self.models("promote", "DE-theirs-1.0.1")
        self.shop.add_days(3)
        replay = self.replay(self.refreshed())
        self.assertEqual((replay["published"]["modelVersion"], replay["modelTakenUp"]), ("DE-theirs-1.0.1", True))
        self.models("rollback", "--marketplace", "DE")
        self.refreshed()
        self.assertEqual(self.stages()["DE-ensemble-2.0.2"], "champion")

    def test_a_model_is_imported_through_a_running_server_too(self):
        self.open()
        with Server(self.data):
            self.assertEqual(self.models("import", self.trees("velocity_28"), "--name", "by-hand")[0]["version"], "DE-by-hand-1.0.1")
            wrong = self.shelfcast("models", "import", self.trees("velocity_28"), "--name", "ensemble", "--data", self.data, expect=1)
            self.assertIn("have this name", wrong.stderr)

    def test_the_same_is_said_and_done_through_a_running_server_and_its_api(self):
        self.open()
        self.shop.add_days(7)
        self.refreshed()
        with Server(self.data) as server:
            self.assertEqual(self.models("show", "DE-ensemble-2.0.1")[0], server.json("/api/v1/models/DE-ensemble-2.0.1"))
            told = server.json("/api/v1/models?marketplaceId=DE")
            self.assertEqual(told["models"], self.models("list", "--marketplace", "DE"))
            self.assertEqual([d["decision"] for d in told["decisions"]], ["succeeded", "succeeded"])
            self.assertEqual(self.models("promote", "DE-ensemble-2.0.0")[0]["serves"], "DE-ensemble-2.0.0")
            status, _, body = server.ask("/api/v1/models:rollback", "POST", {"marketplaceId": "DE"})
            self.assertEqual((status, json.loads(body)["serves"]), (200, "DE-ensemble-2.0.1"))
            self.assertEqual(server.ask("/api/v1/models:unpin", "POST", {"marketplaceId": "DE"})[0], 200)
            self.assertEqual(server.ask("/api/v1/models:unpin", "POST", {"marketplaceId": "DE"})[0], 409)
            self.assertEqual(server.ask("/api/v1/models/DE-ensemble-2.0.1:archive", "POST", {})[0], 409)
            self.assertEqual(server.ask("/api/v1/models/DE-ensemble-2.0.0:promote", "POST", {})[0], 200)
            self.assertEqual(server.ask("/api/v1/models")[0], 400)
            self.assertEqual(server.ask("/api/v1/models?marketplaceId=XX")[0], 404)
            self.assertEqual(server.ask("/api/v1/models:rollback", "POST", {"marketplace": "DE"})[0], 422)
            wrong = self.shelfcast("models", "show", "DE-ensemble-2.0.9", "--data", self.data, expect=1)
            self.assertIn("did you mean 'DE-ensemble-2.0.", wrong.stderr)
        with Server(self.data, environment={"SHELFCAST_SERVER_ADMIN_TOKEN": "secret-secret-secret"}) as server:
            self.assertEqual(server.ask("/api/v1/models:rollback", "POST", {"marketplaceId": "DE"})[0], 401)


if __name__ == "__main__":
    main()
