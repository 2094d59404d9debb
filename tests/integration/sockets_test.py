# SPDX-License-Identifier: Apache-2.0
"""WebSockets of the whole server, as the clients that people use speak them: graphql-ws and ws."""
import json, queue, subprocess, threading

import npm_tool, shop

TOOL = shop.ROOT / "tests/tools/graphql"


class Client:
    """The script that follows everything, and what it was told."""

    def __init__(self, modules, url):
        self.process = subprocess.Popen(["node", TOOL / "socket.cjs", modules, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put(None)

    def told(self, *names):
        """What it is told next under each of these names, whatever comes in between."""
        found = {}
        while len(found) < len(names):
            line = self.lines.get(timeout=60)
            assert line is not None, self.process.stderr.read()
            assert "errors" not in line, line
            found.update({name: line[name] for name in names if name in line and name not in found})
        return [found[name] for name in names]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.reader.join(timeout=5)
        self.process.stdout.close()
        self.process.stderr.close()


class Sockets(shop.LiveCase):
    DAYS = 60

    def setUp(self):
        self.modules = npm_tool.fetched("graphql", "the WebSocket clients graphql-ws and ws")
        super().setUp()

    def test_clients_ask_and_follow_what_sells_and_what_is_published(self):
        with shop.Server(self.data, environment=shop.QUIET) as server:
            client = Client(self.modules, server.url)
            self.addCleanup(client.close)
            asked, refused, best, _ = client.told("asked", "refused", "best", "open")
            self.assertEqual(asked, {"marketplaces": [{"marketplaceId": "DE"}]})
            self.assertIn("nothing", refused)
            self.assertEqual([row["rank"] for row in best], [1, 2, 3])
            self.assertEqual(best[0]["soldSince"]["units"], 0)

            self.order(server, int(best[0]["key"]), 7)
            sold = client.told("best")[0]
            self.assertEqual([row["key"] for row in sold], [row["key"] for row in best])
            self.assertEqual(sold[0]["soldSince"]["units"], 7)

            status, _, text = server.ask("/api/v1/cycles", "POST", {"marketplaceId": "DE"})
            self.assertEqual(status, 202, text)
            published, event, known = client.told("published", "event", "best")
            self.assertEqual(published["cycle"], json.loads(text)["id"])
            self.assertEqual((event["event"], event["data"]["cycle"]), ("predictions.published", published["cycle"]))
            self.assertEqual(event["data"]["dataCut"], published["dataCut"])
            self.assertEqual({row["soldSince"]["units"] for row in known}, {0})  # what was sold is in the numbers now

            self.assertEqual(server.stop(), 0)
            self.assertEqual(client.told("closed"), [1001])


if __name__ == "__main__":
    shop.main()
