# SPDX-License-Identifier: Apache-2.0
"""A published table can be made again from its receipt: bit for bit, or the difference is shown."""
import json, shutil

from shop import Server, ShopCase, main

# No vector instructions for the C library; the binary's own are compiled in.
MASKED = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX,-FMA,-FMA4,-ERMS,-BMI2"}


class Replay(ShopCase):
    def replay(self, cycle, expect=0, environment=None):
        done = self.shelfcast("replay", cycle, "--data", self.data, "--json", expect=expect, environment=environment)
        return json.loads(done.stdout)

    def assert_same(self, replay):
        self.assertEqual((replay["model"], replay["numbers"], replay["table"], replay["otherCells"]), ("same", "same", "same", 0), replay)
        self.assertGreater(replay["cells"], 0)

    def test_a_table_is_made_again_bit_for_bit_on_any_number_of_threads_and_without_vector_instructions(self):
        for environment in ({}, {"SHELFCAST_REFRESH_WORKERS": "1"}, {"SHELFCAST_REFRESH_WORKERS": "7"}, MASKED):
            self.assert_same(self.replay(self.cycle, environment=environment))

    def test_what_was_learnt_later_changes_nothing_of_it(self):
        self.shop.add_days(7)
        later = self.refreshed()
        self.assertNotEqual(later, self.cycle)
        self.assert_same(self.replay(self.cycle))
        self.assert_same(self.replay(later))

    def test_what_the_source_says_it_knew_but_told_later_is_shown_as_a_difference(self):
        self.shop.part("forgotten", [("2025-04-20T12:00:00Z", [(103, 50)])])
        self.refreshed()
        replay = self.replay(self.cycle, expect=1)
        self.assertEqual((replay["numbers"], replay["table"]), ("different", "different"))
        self.assertGreater(replay["otherCells"], 0)
        self.assertTrue(replay["examples"])
        self.assertIn("DIFFERENT", self.shelfcast("replay", self.cycle, "--data", self.data, expect=1).stdout)

    def test_a_table_that_is_gone_is_compared_by_its_fingerprint(self):
        self.shop.add_days(7)
        self.refreshed()
        shutil.rmtree(self.data / "tables" / "DE" / self.cycle)
        replay = self.replay(self.cycle)
        self.assertEqual((replay["numbers"], replay["table"]), ("same", "not kept"))

    def test_a_refresh_of_some_categories_has_a_receipt_of_its_own(self):
        part = self.refreshed("--categories", "11")
        replay = self.replay(part)
        self.assert_same(replay)
        self.assertEqual(len(replay["published"]["categories"]), 1)

    def test_a_running_server_replays_too_and_shows_the_receipt_with_its_cycle(self):
        with Server(self.data) as server:
            self.assert_same(self.replay(self.cycle))
            receipt = server.json(f"/api/v1/cycles/{self.cycle}")["receipt"]
        self.assertEqual(receipt["cycle"], self.cycle)
        self.assertEqual(receipt["configuration"], {"refresh.history_days": receipt["configuration"]["refresh.history_days"], "refresh.seed": receipt["seed"]})
        for field in ("modelVersion", "dataCut", "knownAt", "numbers", "holidays", "build", "cpu", "timeZones"):
            self.assertTrue(receipt[field], field)

    def test_a_full_training_is_made_again_with_its_search(self):
        self.shop.add_days(7)
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", environment={"SHELFCAST_REFRESH_TRAINING": "full"})
        cycle = (self.data / "tables" / "DE" / "current").read_text().strip()
        replay = self.replay(cycle)
        self.assert_same(replay)
        self.assertTrue(replay["published"]["configuration"]["search"], replay["published"])

    def test_a_training_that_had_no_time_for_some_models_is_made_again_without_them(self):
        self.shop.add_days(7)
        hurry = {"SHELFCAST_REFRESH_MODEL_SECONDS": "0"}
        said = self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", environment=hurry).stdout
        cycle = (self.data / "tables" / "DE" / "current").read_text().strip()
        replay = self.replay(cycle)
        self.assert_same(replay)
        left_out = replay["published"]["configuration"]["leftOut"]
        self.assertIn("boosting of products", left_out)
        for model in left_out:
            self.assertIn(f"{model} was replaced by", said)

    def test_an_unknown_cycle_is_said_to_be_unknown(self):
        done = self.shelfcast("replay", "DE-20010101-1", "--data", self.data, expect=1)
        self.assertIn("there is no such cycle", done.stderr)


if __name__ == "__main__":
    main()
