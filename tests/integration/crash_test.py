# SPDX-License-Identifier: Apache-2.0
"""A cycle that is killed between any two of its durable writes leaves the last good table serving, and is completed by
running it again: the same forecast as if nothing had happened."""
import collections, shutil

import shop

KILLED = 137


class Crash(shop.Case):
    def setUp(self):
        super().setUp()
        self.warehouse = shop.Warehouse(self.folder / "warehouse", days=90)
        self.before = self.folder / "before"
        self.shelfcast("import", "--data", self.before, "--marketplace", "DE", self.warehouse.folder)
        self.refresh(self.before)
        self.warehouse.add_days(2)

    def refresh(self, data, expect=0, **environment):
        return self.shelfcast("refresh", "--data", data, "--now", "data-cut", expect=expect, environment=environment)

    def copy(self, name):
        data = self.folder / name
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.before, data)
        return data

    def state(self, data):
        """What users see, and whether the store agrees with itself."""
        forecast = self.shelfcast("forecast", "--data", data, "--days", "5", "--csv").stdout
        doctor = self.shelfcast("doctor", "--data", data).stdout
        with shop.Server(data, "--now", "data-cut") as server:
            ranking = server.categories()
            ranking.pop("lastRefreshed")
        return forecast, doctor, ranking

    def points(self):
        listed = self.folder / "points.txt"
        data = self.copy("whole")
        self.refresh(data, SHELFCAST_STOP_LIST=str(listed))
        return collections.Counter(listed.read_text().split()), self.state(data)

    def test_a_kill_between_any_two_durable_writes_loses_and_doubles_nothing(self):
        points, whole = self.points()
        print(f"{sum(points.values())} durable writes of a cycle:", ", ".join(f"{n} x{c}" for n, c in sorted(points.items())))
        for name in ("eventlog.append", "positions", "merge.batch", "registry", "promote", "report", "table.cells", "table.current"):
            self.assertIn(name, points)
        with shop.Server(self.before, "--now", "data-cut") as server:
            old = server.categories()
        for name, times in sorted(points.items()):
            for n in {1, times}:
                with self.subTest(stopped_after=f"{name}:{n}"):
                    data = self.copy("killed")
                    self.refresh(data, expect=KILLED, SHELFCAST_STOP_AT=f"{name}:{n}")
                    with shop.Server(data, "--now", "data-cut", environment={"SHELFCAST_REFRESH_EVERY_HOURS": "0"}) as server:
                        self.assertIn(server.ask("/readyz")[0], (200,))
                        served = server.categories()
                        self.assertEqual(served["totalCategories"], old["totalCategories"])
                    self.refresh(data)
                    self.assertEqual(self.state(data), whole)


if __name__ == "__main__":
    shop.main()
