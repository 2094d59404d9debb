# SPDX-License-Identifier: Apache-2.0
"""What single models forecast of categories: asked of a server, computed behind it, there before anybody asks."""
import json

import shop

COMPARE = "/forecast/compare-models?merchant_id=1"


class Forecasts(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse")
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)

    def serve(self):
        return shop.Server(self.data, "--now", "data-cut")

    def test_after_a_cycle_models_can_be_compared_without_waiting_for_any(self):
        with self.serve() as server:
            self.shelfcast("refresh", "--data", self.data)
            server.until(lambda: server.logged('"job ended"'), "the models' forecasts")
            answer = server.json(COMPARE)
            models = {model["model"]: model for model in answer["models"]}
            self.assertGreaterEqual(set(models), {"ensemble", "theta", "seasonal naive", "28-day mean"})
            for model in models.values():
                self.assertEqual(model["generated_at"][-1], "Z")
            self.assertEqual(len(models["28-day mean"]["categories"]), 1)  # merchant 1 sells mugs only
            served = server.json("/forecast/top-categories?merchant_id=1&bucket_type=WEEK&limit=5")
            self.assertEqual(served["categories"], models["ensemble"]["categories"])
            mean = models["28-day mean"]["total_forecast_units"]
            self.assertAlmostEqual(mean / models["ensemble"]["total_forecast_units"], 1, delta=0.5)

    def test_what_is_missing_is_a_job_that_can_be_asked_for_and_outlives_the_server(self):
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        question = "/forecast/top-categories?model=theta&lookback=8&bucket_type=WEEK"
        with self.serve() as server:
            status, headers, body = server.ask(question)
            self.assertEqual(status, 202, body)
            self.assertEqual(headers["Retry-After"], "2")
            job = server.until(lambda: (job := server.json(headers["Location"]))["state"] in ("done", "failed") and job, "the job")
            self.assertEqual((job["state"], job["problem"]), ("done", None))
            answer = server.json(question)
            self.assertEqual((answer["model"], answer["lookback"], answer["total_categories"]), ("theta", 8, 2))
            status, _, _ = server.ask(question, headers={"If-None-Match": server.ask(question)[1]["ETag"]})
            self.assertEqual(status, 304)
        with self.serve() as server:
            self.assertEqual(server.json(question), answer)

    def test_a_shorter_memory_changes_what_the_ensemble_says(self):
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        with self.serve() as server:
            question = "/forecast/top-categories?lookback=4"
            _, headers, _ = server.ask(question)
            server.until(lambda: server.json(headers["Location"])["state"] == "done", "the job")
            short, long = server.json(question), server.json("/forecast/top-categories")
            self.assertEqual(short["model"], "ensemble")
            self.assertNotEqual(short["total_forecast_units"], long["total_forecast_units"])
            self.assertAlmostEqual(short["total_forecast_units"] / long["total_forecast_units"], 1, delta=0.3)


if __name__ == "__main__":
    shop.main()
