# SPDX-License-Identifier: Apache-2.0
"""Our GraphQL engine beside the reference implementation, graphql-js: the same schema, the same requests, the same answers to the letter."""
import shutil, subprocess, unittest

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


if __name__ == "__main__":
    shop.main()
