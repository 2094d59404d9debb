# SPDX-License-Identifier: Apache-2.0
"""Whatever is killed between any two of its durable writes is completed by doing it again: the same state as if nothing
had happened. Every stop point that stands in the source is passed and stopped at by some scenario."""
import collections, json, re, shutil

import shop
from crash_scenarios import QUIET, SCENARIOS, SMALL

SOURCE = shop.ROOT / "src"
# Where a stop point is named: the last argument of a write to the store or of a file, the first of one to the database.
NAMED = re.compile(r'\b(?:commit|erase_range|write_file|write_secret_file)\([^;"]*"([a-z][a-z_. ]*)"\)|\b(?:passed|write)\("([a-z][a-z_. ]*)"[,)]')
# Those of rooms that talk to a broker: tests/contract kills in between.
KAFKA = ("eventlog/kafka", "eventlog/relay.cpp", "sources/changes")


def points_in_source():
    found = {}
    for file in sorted(SOURCE.rglob("*.cpp")):
        for match in NAMED.finditer(file.read_text()):
            found[next(filter(None, match.groups()))] = str(file.relative_to(SOURCE))
    return found


class Crash(shop.Case):
    PLACE = shop.memory_folder()

    def setUp(self):
        super().setUp()
        self.listed = self.folder / "points.txt"

    def passed(self):
        """How often each point was passed by the process that passed it most often. Each begins by opening the schema."""
        most = collections.Counter()
        for process in self.listed.read_text().split("schema\n")[1:]:
            most |= collections.Counter(["schema", *process.splitlines()])
        return most

    def copy(self, before):
        data = self.folder / "killed"
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(before, data)
        return data

    def state(self, data, ignored):
        """What users see, and whether the store agrees with itself."""
        doctor = self.shelfcast("doctor", "--data", data, environment=SMALL).stdout
        with shop.Server(data, "--now", "data-cut", environment=QUIET) as server:
            ranking = json.loads(server.ask("/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame=week&window=rolling")[2])
            letters = server.json("/api/v1/dead-letters?marketplaceId=DE&limit=100")["deadLetters"]
            loads = server.json("/api/v1/loads")["loads"]
            coverage = server.json("/api/v1/coverage?marketplaceId=DE")
            feedback = server.json("/api/v1/feedback")["feedback"]
            models = json.loads(server.ask("/api/v1/models?marketplaceId=DE")[2]).get("models", [])
            tags = json.loads(server.ask("/api/v1/tags?marketplaceId=DE")[2]).get("tags", [])
            sales = self.shelfcast("export", "--data", data).stdout
            months = self.shelfcast("export", "--data", data, "--months").stdout
            forecast = shop.run("forecast", "--data", data, "--days", "5", "--csv").stdout
        for of_this_run in ("lastRefreshed", "instance"):
            ranking.pop(of_this_run, None)
        seen = {"doctor": doctor, "sales": sales, "months": months, "ranking": ranking, "forecast": forecast,
                "models": {model["version"]: model["stage"] for model in models},
                "coverage": coverage, "feedback": [(said["productKey"], said["verdict"]) for said in feedback], "tags": tags, "letters": sorted((letter["code"], letter["row"]) for letter in letters),
                "loads": sorted((load["state"], load["profile"]["lines"]) for load in loads)}
        return {name: what for name, what in seen.items() if name not in ignored}

    def check(self, scenario, done_before):
        """Kills it after each of its durable writes, the first and the last time it comes to each; the points it passes."""
        data = self.copy(scenario.before)
        self.assertEqual(scenario.act(data, SHELFCAST_STOP_LIST=str(self.listed)), scenario.normal)
        points, whole = self.passed(), self.state(data, scenario.ignored)
        self.listed.unlink()
        for name, times in sorted(points.items()):
            if name in done_before and name not in scenario.about and not shop.LONG:
                continue
            for passing in sorted({1, times}):
                with self.subTest(scenario=type(scenario).__name__, stopped_after=f"{name}:{passing}"):
                    data = self.copy(scenario.before)
                    self.assertEqual(scenario.act(data, SHELFCAST_STOP_AT=f"{name}:{passing}"), shop.KILLED)
                    scenario.after_a_kill(data)
                    scenario.act(data)
                    self.assertEqual(self.state(data, scenario.ignored), whole)
        return points

    def test_a_kill_between_any_two_durable_writes_loses_and_doubles_nothing(self):
        hit = collections.Counter()
        for make in SCENARIOS:
            scenario = make(self, make.__name__)
            points = self.check(scenario, hit)
            print(f"{make.__name__}: {sum(points.values())} durable writes:", ", ".join(f"{n} x{c}" for n, c in sorted(points.items())), flush=True)
            hit += points
        known = {name for name, file in points_in_source().items() if not file.startswith(KAFKA)}
        self.assertEqual(known - set(hit), set(), "stop points that no scenario hit")
        self.assertEqual(set(hit) - known, set(), "stop points passed that were not found in the source")


if __name__ == "__main__":
    shop.main()
