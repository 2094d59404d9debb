# SPDX-License-Identifier: Apache-2.0
"""What was known at an earlier moment: answered by the table that served then, which is made again where it was swept."""
import json, shutil, time, urllib.parse

from shop import Server, ShopCase, main

BEST = "/api/v1/predictions/customer/1/DE/categories/11/products?timeFrame=month&window=rolling&limit=100"


class AsOf(ShopCase):
    def began(self, server, cycle):
        return server.json(f"/api/v1/cycles/{cycle}")["started"]

    def refreshed_later(self, *more):
        """In another second than the cycle before."""
        now = int(time.time())
        while int(time.time()) == now:
            pass
        return self.refreshed(*more)

    def swept(self, *cycles):
        for cycle in cycles:
            shutil.rmtree(self.data / "tables" / "DE" / urllib.parse.quote(cycle))

    def asked_again(self, server, question):
        """The answer, once the job that it waits for is done."""
        status, headers, body = server.ask(question)
        self.assertEqual(status, 202, body)
        job = server.until(lambda: (job := server.json(headers["Location"]))["state"] in ("done", "failed") and job, "the job")
        return job, server.ask(question)

    def test_a_table_that_was_swept_is_made_again_with_all_it_said_and_does_not_serve(self):
        with Server(self.data, "--now", "data-cut") as server:
            then = self.began(server, self.cycle)
            said = server.ask(BEST)
        part = self.refreshed_later("--categories", "11")
        self.shop.add_days(7)
        later = self.refreshed_later()
        self.swept(self.cycle, part)
        with Server(self.data, "--now", "data-cut") as server:
            now = server.ask(BEST)
            job, (status, headers, body) = self.asked_again(server, f"{BEST}&asOf={then}")
            self.assertEqual((job["state"], job["problem"], status), ("done", None, 200))
            self.assertEqual((headers["X-Cycle"], headers["ETag"], json.loads(body)), (self.cycle, said[1]["ETag"], json.loads(said[2])))
            product = json.loads(body)["products"][0]["productId"]
            detail = server.ask(f"/api/v1/products/{product}?asOf={then}")
            self.assertEqual((detail[0], detail[1]["X-Cycle"]), (200, self.cycle))
            self.assertEqual(server.ask(f"/forecast/top-categories?as_of={then}")[0], 200)
            self.assertEqual(server.ask(f"/forecast/top-categories?as_of={then}&model=theta")[0], 404)
            self.assertEqual((now[1]["X-Cycle"], server.ask(BEST)[2]), (later, now[2]))
            self.assertEqual(server.ask(f"{BEST}&asOf={self.began(server, later)}")[1]["X-Cycle"], later)

            renewed = f"{BEST}&asOf={self.began(server, part)}"
            job, (status, headers, body) = self.asked_again(server, renewed)
            self.assertEqual((job["state"], job["problem"], status), ("done", None, 200))
            self.assertEqual((headers["X-Cycle"], json.loads(body)["products"][0]["productId"]), (part, product))
            query = {"query": '{ predictions(timeFrame: MONTH, window: ROLLING, asOf: "%s") { cycle } }' % then}
            status, _, body = server.ask("/graphql", "POST", query)
            self.assertEqual((status, json.loads(body)["data"]["predictions"]["cycle"]), (200, self.cycle), body)

    def test_what_cannot_be_told_says_what_is_kept(self):
        with Server(self.data, "--now", "data-cut") as server:
            then = self.began(server, self.cycle)
        self.shop.part("forgotten", [("2025-04-20T12:00:00Z", [(103, 50)])])
        self.refreshed_later()
        self.swept(self.cycle)
        with Server(self.data, "--now", "data-cut") as server:
            job, (status, _, body) = self.asked_again(server, f"{BEST}&asOf={then}")
            self.assertEqual((job["state"], status), ("failed", 404))
            problem = json.loads(body)
            self.assertEqual(problem["type"], "https://shelfcast.dev/problems/not-known-then")
            self.assertIn("other numbers", problem["detail"])
            status, _, body = server.ask(f"{BEST}&asOf=2020-03-01")
            self.assertEqual(status, 404)
            self.assertIn("The oldest table that is kept", json.loads(body)["detail"])
            for wrong in ("asOf=2999-01-01", "asOf=yesterday", f"asOf={then}&cycle={self.cycle}"):
                self.assertEqual(server.ask(f"{BEST}&{wrong}")[0], 400, wrong)


if __name__ == "__main__":
    main()
