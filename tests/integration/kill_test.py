# SPDX-License-Identifier: Apache-2.0
"""A process that imports, refreshes, takes orders and merges its tables is ended at any moment, by kill -9 or because the
power goes and takes with it all that was not synced. Started again, it has all that it had acknowledged, and each sale
counts once: as the test itself counts them from the files and the orders."""
import http.client, json, os, random, shutil, signal, subprocess

import recount, shop

SEED = int(os.environ.get("SHELFCAST_SEED", random.SystemRandom().randrange(1 << 32)))
# Little memory, so that tables are written and merged all the time.
BUSY = {"SHELFCAST_REFRESH_EVERY_HOURS": "0", "SHELFCAST_REFRESH_LIVE_MINUTES": "0", "SHELFCAST_STORE_UNWRITTEN_MEGABYTES": "1"}


class Kills(shop.Case):
    PLACE = shop.memory_folder()
    rounds = 200 if shop.LONG else 20

    def setUp(self):
        super().setUp()
        print(f"SHELFCAST_SEED={SEED}", flush=True)
        self.draw, self.customers = random.Random(SEED), recount.Customers(SEED)
        self.data = self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse", days=30)
        self.books = recount.Recount(self.warehouse)
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        self.tables, self.merged = set(), set()
        self.moments = []

    def note_tables(self):
        there = {file.name for file in (self.data / "store").glob("*.sst")}
        self.merged |= self.tables - there  # a table goes when its keys stand in another
        self.tables |= there

    def end(self, process):
        raise NotImplementedError

    def environment(self):
        return BUSY

    def end_a_server(self):
        """While customers order and a cycle runs, at a moment in their middle."""
        server = shop.Server(self.data, environment=self.environment())
        threads = self.customers.send(server)
        self.assertEqual(server.ask("/api/v1/cycles", "POST", {"marketplaceId": "DE"})[0], 202)
        more = self.draw.randrange(1200)
        self.moments.append(f"orders+{more}")
        self.assertTrue(self.customers.wait_for(len(self.customers.acknowledged) + more))
        self.end(server.process)
        for thread in threads:
            thread.join()
        self.assertEqual(server.stop(), self.ended)

    def end_a_verb(self):
        """A refresh, or an import, at a moment between its start and some time after its end."""
        verb = self.draw.choice((("refresh",), ("import", "--marketplace", "DE", str(self.warehouse.folder))))
        moment = self.draw.uniform(0.02, 0.3)
        self.moments.append(f"{verb[0]}+{moment:.3f}s")
        environment = {k: v for k, v in os.environ.items() if k != "SHELFCAST_DATA"} | self.environment()
        with subprocess.Popen([shop.BINARY, verb[0], "--data", self.data, *verb[1:]], env=environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            try:
                self.assertEqual(process.wait(timeout=moment), 0)
            except subprocess.TimeoutExpired:
                self.end(process)
                # A process that is hit before it has begun does not know the signal yet.
                self.assertIn(process.wait(), (self.ended, -signal.SIGUSR2, 0))

    def recover(self):
        """What must be there at once, and what must be there when all has been done again."""
        self.note_tables()
        doctor = shop.run("doctor", "--data", self.data)
        self.assertEqual(doctor.returncode, 0, doctor.stdout + doctor.stderr)
        with shop.Server(self.data, environment=BUSY) as server:
            connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=30)
            for name in self.draw.sample(sorted(self.customers.acknowledged), min(200, len(self.customers.acknowledged))):
                connection.request("GET", f"/api/v1/orders/{name}")
                answer = connection.getresponse()
                self.assertEqual((answer.status, len(self.customers.sent[name]["items"])), (200, len(json.loads(answer.read())["items"])), name)
            connection.close()
            self.customers.send_again(server)
            self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
            expected = self.books.sold(self.customers.sent.values())
            server.until(lambda: recount.exported(self.data) == expected, "the count of all that was sold")
        self.note_tables()

    def loop(self):
        for number in range(self.rounds):
            self.warehouse.add_days(1)
            self.draw.choice((self.end_a_server, self.end_a_server, self.end_a_verb))()
            with self.subTest(round=number, seed=SEED, moments=self.moments[-3:]):
                self.recover()
        lines = sum(units for units, _ in self.books.sold([]).values())
        print(f"{self.rounds} times ended ({', '.join(self.moments[:8])}, ...): {len(self.customers.sent)} orders and {lines} units from files, each "
              f"counted once; {len(self.merged)} of {len(self.tables)} tables were merged into others")
        self.assertGreater(len(self.merged), 0, "no table was merged: compaction was not among it")


class Killed(Kills):
    ended = -signal.SIGKILL

    def end(self, process):
        process.kill()

    def test_kill_9_at_any_moment_loses_and_doubles_nothing(self):
        self.loop()


class WithoutPower(Kills):
    ended = shop.KILLED
    rounds = 200 if shop.LONG else 10

    def environment(self):
        return BUSY | shop.preloaded("unsynced", SHELFCAST_UNSYNCED=str(self.data))

    def end(self, process):
        process.send_signal(signal.SIGUSR2)

    def test_power_that_goes_at_any_moment_takes_nothing_acknowledged_with_it(self):
        self.loop()

    def test_power_that_goes_at_a_sync_of_an_import_and_a_cycle_leaves_what_can_be_done_again(self):
        """Between any two syncs of RocksDB, SQLite and the tables, not only where a durable write of ours ends."""
        def verb(*arguments, at=None):
            more = self.environment() | {"SHELFCAST_UNSYNCED": str(data), "SHELFCAST_UNSYNCED_AT": str(at)} if at else {}
            return shop.run(arguments[0], "--data", data, *arguments[1:], environment=more)

        steps = (("import", "--marketplace", "DE", str(self.warehouse.folder)), ("refresh", "--now", "data-cut"))
        before, at, ends = self.folder / "before", 0, 0
        before.mkdir()
        for step in steps:
            at = self.draw.randrange(1, 9)
            while True:
                data = self.folder / "powerless"
                shutil.rmtree(data, ignore_errors=True)
                shutil.copytree(before, data)
                with self.subTest(step=step[0], at=at, seed=SEED):
                    ended = verb(*step, at=at).returncode
                    if ended == 0:  # it has no such sync
                        break
                    self.assertEqual(ended, shop.KILLED)
                    done = verb(*step, at="exit")  # and again, when it says that it is done
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertEqual(recount.exported(data), self.books.sold([]))
                    doctor = verb("doctor")
                    self.assertEqual(doctor.returncode, 0, doctor.stdout + doctor.stderr)
                    ends += 1
                at += 1 if shop.LONG else self.draw.randrange(8, 16)
            self.assertGreater(at, 20)
            shutil.rmtree(before)
            shutil.copytree(data, before)
        with shop.Server(data, "--now", "data-cut", environment=BUSY) as server:
            self.assertEqual(server.categories()["totalCategories"], 2)
        print(f"the power went {ends} times instead of a sync")


if __name__ == "__main__":
    shop.main()
