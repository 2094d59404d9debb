# SPDX-License-Identifier: Apache-2.0
"""Our GraphQL engine beside the reference implementation, graphql-js: the same schema, the same requests, the same answers to the letter."""
import subprocess, unittest

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


if __name__ == "__main__":
    shop.main()
