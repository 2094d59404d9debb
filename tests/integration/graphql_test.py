# SPDX-License-Identifier: Apache-2.0
"""GraphQL beside the reference implementation, graphql-js: our engine answers to the letter what it answers, the server passes the
public audits of GraphQL over HTTP, and its clients work with it as they are."""
import json, shutil, subprocess, unittest

import shop

TOOL = shop.ROOT / "tests/tools/graphql"
FETCHED = shop.ROOT / "build/graphql"
ENGINE = shop.TOOLS / "graphql_engine"
COUNT = 20_000 if shop.LONG else 1_000


def missing():
    """Why there is no reference implementation to be had; empty where there is."""
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            return f"{tool} is not installed: the reference implementation of GraphQL"
    lock = (TOOL / "package-lock.json").read_text()
    done = FETCHED / "fetched-lock.json"  # a copy of what was fetched: a new version is fetched anew
    if done.exists() and done.read_text() == lock:
        return ""
    FETCHED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(TOOL / name, FETCHED / name)
    got = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=FETCHED, capture_output=True, text=True, timeout=300)
    if got.returncode != 0:
        return "npm cannot fetch the reference implementation of GraphQL: " + got.stderr.strip().partition("\n")[0] + ": it"
    done.write_text(lock)
    return ""


class Differential(unittest.TestCase):
    def setUp(self):
        why = missing()
        shop.need(not why, why)
        shop.need(ENGINE.exists(), f"{ENGINE} (build the target graphql_engine)")

    def test_verdicts_messages_places_and_data_are_those_of_the_reference(self):
        for seed in range(1, 4 if shop.LONG else 2):
            done = subprocess.run(["node", TOOL / "differential.cjs", ENGINE, FETCHED / "node_modules", str(COUNT), str(seed)],
                                  capture_output=True, text=True, timeout=600)
            print(done.stdout.strip().rpartition("\n")[2])
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class OverHttp(shop.ShopCase):
    def setUp(self):
        why = missing()
        shop.need(not why, why)
        super().setUp()

    def node(self, script, *arguments):
        return subprocess.run(["node", TOOL / script, FETCHED / "node_modules", *arguments], capture_output=True, text=True, timeout=120)

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
