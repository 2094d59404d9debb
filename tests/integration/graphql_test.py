# SPDX-License-Identifier: Apache-2.0
"""GraphQL beside the reference implementation, graphql-js: our engine answers to the letter what it answers, the server passes the
public audits of GraphQL over HTTP, and its clients work with it as they are."""
import json, subprocess, unittest

import npm_tool, shop

TOOL = shop.ROOT / "tests/tools/graphql"
ENGINE = shop.TOOLS / "graphql_engine"
COUNT = 20_000 if shop.LONG else 1_000


class Differential(unittest.TestCase):
    def setUp(self):
        self.modules = npm_tool.fetched("graphql", "the reference implementation of GraphQL")
        shop.need(ENGINE.exists(), f"{ENGINE} (build the target graphql_engine)")

    def test_verdicts_messages_places_and_data_are_those_of_the_reference(self):
        for seed in range(1, 4 if shop.LONG else 2):
            done = subprocess.run(["node", TOOL / "differential.cjs", ENGINE, self.modules, str(COUNT), str(seed)],
                                  capture_output=True, text=True, timeout=600)
            print(done.stdout.strip().rpartition("\n")[2])
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class OverHttp(shop.ShopCase):
    def setUp(self):
        self.modules = npm_tool.fetched("graphql", "the reference implementation of GraphQL")
        super().setUp()

    def node(self, script, *arguments):
        return subprocess.run(["node", TOOL / script, self.modules, *arguments], capture_output=True, text=True, timeout=120)

    def test_the_server_passes_the_public_audits(self):
        with shop.Server(self.data, "--now", "data-cut") as server:
            audited = self.node("audits.cjs", server.url + "/graphql")
        self.assertEqual(audited.returncode, 0, audited.stderr)
        counts = json.loads(audited.stdout.strip().rpartition("\n")[2])
        self.assertEqual(set(counts), {"ok"}, audited.stdout)
        self.assertGreater(counts["ok"], 50)

    def test_a_client_learns_the_schema_and_gets_what_rest_tells(self):
        query = """{ predictions(timeFrame: WEEK) { periodStart categories(limit: 5) { id name predictedSalesAmount
            topProducts(limit: 3) { id predictedQuantity history(days: 7) { day units } } } } }"""
        with shop.Server(self.data, "--now", "data-cut") as server:
            asked = self.node("client.cjs", server.url + "/graphql", query)
            self.assertEqual(asked.returncode, 0, asked.stderr)
            rest = server.json("/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame=week&limit=5")
            best = json.loads(asked.stdout)["data"]["predictions"]
            shown = server.json(f"/api/v1/products/{best['categories'][0]['topProducts'][0]['id']}?historyDays=7")
        self.assertEqual(best["periodStart"], rest["periodStart"])
        self.assertEqual([(int(row["id"]), row["predictedSalesAmount"]) for row in best["categories"]],
                         [(row["categoryId"], row["predictedSalesAmount"]) for row in rest["categories"]])
        self.assertEqual(best["categories"][0]["topProducts"][0]["history"],
                         [{"day": day["day"], "units": day["units"]} for day in shown["history"]])


if __name__ == "__main__":
    shop.main()
