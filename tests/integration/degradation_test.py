# SPDX-License-Identifier: Apache-2.0
"""What is answered when not all is well: each state has its defined answer, others are answered meanwhile, and nobody waits for
ever. One test per row of the table in the README."""
import datetime, json, os, socket, subprocess, threading

import shop

QUIET = {"SHELFCAST_REFRESH_EVERY_HOURS": "0", "SHELFCAST_REFRESH_LIVE_MINUTES": "0"}
ORDER = {"merchantId": "1", "orderTime": "2025-03-11T10:00:00Z", "currency": "EUR",
         "items": [{"lineId": "a", "productId": 100, "quantity": 1, "unitPrice": 5}]}
KEY = {"name": "n" * 200, "role": "analyst"}
RANKING = "/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame=week&window=rolling"


class Degradation(shop.ShopCase):
    DAYS = 70

    def serve(self, data=None, **environment):
        server = shop.Server(data or self.data, "--now", "data-cut",
                             environment=QUIET | {"SHELFCAST_" + key: value for key, value in environment.items()})
        self.addCleanup(server.stop)
        return server

    def says(self, answer, status, kind):
        """A problem of this kind, which says when to ask again."""
        got, headers, body = answer
        self.assertEqual((got, headers["Content-Type"]), (status, "application/problem+json"), body)
        self.assertTrue(json.loads(body)["type"].endswith(kind), body)
        self.assertGreaterEqual(int(headers["Retry-After"]), 1)

    def flags(self, server):
        status, _, body = server.ask("/readyz?verbose")
        self.assertEqual(status, 200, body)
        return {flag["name"]: (flag["condition"], flag["detail"]) for flag in json.loads(body)["flags"]}

    def connected(self, server):
        host, port = server.url.removeprefix("http://").split(":")
        connection = socket.create_connection((host, int(port)), timeout=30)
        self.addCleanup(connection.close)
        return connection

    def test_nothing_is_published_yet(self):
        data = self.folder / "empty"
        self.shelfcast("import", "--data", data, "--marketplace", "DE", self.shop.folder)
        server = self.serve(data)
        self.says(server.ask(RANKING), 503, "nothing-published")
        status, headers, body = server.ask("/readyz")
        self.assertEqual((status, body, int(headers["Retry-After"]) > 0), (503, "loading\n", True))
        self.assertEqual(server.ask("/livez")[0], 200)
        self.shelfcast("refresh", "--data", data)
        self.assertEqual(server.ask(RANKING)[0], 200)
        self.assertEqual(server.ask("/readyz")[0], 200)

    def test_a_table_that_is_late_serves_on_and_its_age_is_told(self):
        clock, now = self.folder / "clock", datetime.datetime.now()
        noon = now.replace(hour=12, minute=0, second=0) + datetime.timedelta(days=2)  # no refresh is due in the next hours
        clock.write_bytes(int((noon - now).total_seconds()).to_bytes(8, "little", signed=True))
        server = shop.Server(self.data, environment=QUIET | {"SHELFCAST_REFRESH_EVERY_HOURS": "24"} |
                             shop.preloaded("clock", SHELFCAST_CLOCK=str(clock)))
        self.addCleanup(server.stop)
        condition, detail = server.until(lambda: self.flags(server).get("table DE"), "the flag of the table")
        self.assertEqual(condition, "degraded")
        self.assertRegex(detail, rf"^{self.cycle} serves, published \d\d hours ago; every 24 hours another one is due$")
        status, headers, body = server.ask(RANKING)
        self.assertEqual((status, headers["X-Cycle"]), (200, self.cycle))
        self.assertTrue(json.loads(body)["lastRefreshed"])
        self.assertEqual(server.ask("/readyz")[2], "degraded\n")

    def test_a_refresh_that_fails_leaves_the_last_good_table_serving(self):
        server = self.serve()
        self.shop.add_days(2)
        for file in self.shop.folder.glob("products.csv"):
            file.write_text("no such columns\n1\n")
        self.assertNotEqual(shop.run("refresh", "--data", self.data).returncode, 0)
        status, headers, _ = server.ask(RANKING)
        self.assertEqual((status, headers["X-Cycle"]), (200, self.cycle))
        self.assertEqual(self.flags(server)["cycle DE"][0], "degraded")

    def test_more_slow_requests_than_may_wait_are_refused_at_once_and_quick_ones_answered(self):
        server = self.serve(SERVER_SLOW_REQUESTS="1", SERVER_CACHE_ENTRIES="0")
        frames = " ".join(f'a{n}: predictions(timeFrame: YEAR) {{ categories(limit: 50) {{ topProducts(limit: 6) {{ name rank interval {{ lo80 }} }} }} }}'
                          for n in range(40))
        answers, threads = [], []
        for _ in range(24):
            threads.append(threading.Thread(target=lambda: answers.append(server.ask("/graphql", "POST", {"query": "{" + frames + "}"}))))
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            self.assertEqual(server.ask("/livez")[0], 200)
        refused = [answer for answer in answers if answer[0] != 200]
        self.assertGreater(len(answers) - len(refused), 0)
        self.assertGreater(len(refused), 0)
        for answer in refused:
            self.says(answer, 503, "overloaded")

    def test_more_connections_than_there_may_be_are_told_so(self):
        server = self.serve(SERVER_CONNECTIONS="2")
        held = [self.connected(server) for _ in range(2)]
        for connection in held:
            connection.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertIn(b" 200 ", connection.recv(4096))
        self.says(server.ask(RANKING), 503, "overloaded")

    def test_who_sends_or_reads_slowly_is_parted_from_and_holds_up_nobody(self):
        server = self.serve(SERVER_IDLE_SECONDS="1")
        sends, reads = self.connected(server), self.connected(server)
        sends.sendall(b"GET " + RANKING.encode() + b" HTTP/1.1\r\nHost:")
        reads.settimeout(0.2)
        question = b"GET " + RANKING.encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n"
        try:
            for _ in range(10_000):
                reads.sendall(question * 100)
            self.fail("the server takes questions whose answers nobody reads")
        except OSError:
            pass  # the server reads no further, or has parted already
        self.assertEqual(server.ask(RANKING)[0], 200)
        self.assertIn(b" 408 ", sends.recv(4096))
        server.until(lambda: "shelfcast_http_connections 1\n" in server.ask("/metrics")[2], "the end of both connections")

    def test_a_store_that_cannot_write_is_read_on(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk], capture_output=True).returncode == 0
        shop.need(mounted, "the right to mount a small file system")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=True)
        subprocess.run(["cp", "-r", self.data, disk / "data"], check=True)
        server = self.serve(disk / "data")
        room = os.statvfs(disk)
        (disk / "ballast").write_bytes(b"x" * (room.f_bavail * room.f_frsize))
        for path, body in (("/v1/orders", ORDER), ("/api/v1/keys", KEY)):
            answers = (server.ask(path, "POST", body) for _ in range(2000))
            self.says(next((answer for answer in answers if answer[0] != 201), None), 503, "unavailable")
        self.assertEqual(server.ask(RANKING)[0], 200)
        self.assertEqual(server.ask("/livez")[0], 200)
        (disk / "ballast").unlink()
        self.assertEqual(server.ask("/api/v1/keys", "POST", KEY)[0], 201)
        self.says(server.ask("/v1/orders", "POST", ORDER), 503, "unavailable")  # what a failed write left is known at a start
        server.stop()
        self.assertEqual(self.serve(disk / "data").ask("/v1/orders", "POST", ORDER)[0], 201)


if __name__ == "__main__":
    shop.main()
