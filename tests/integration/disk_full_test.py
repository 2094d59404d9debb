# SPDX-License-Identifier: Apache-2.0
"""A disk without room: whoever asks is told so, in a sentence and with the documented code; nothing acknowledged is lost, and
all goes on when there is room again."""
import http.client, json, os, subprocess

import recount, shop

UNREACHABLE, FAILED = 5, 1
QUIET = {"SHELFCAST_REFRESH_EVERY_HOURS": "0", "SHELFCAST_REFRESH_LIVE_MINUTES": "0"}


class DiskFull(shop.Case):
    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", self.disk], capture_output=True).returncode == 0
        shop.need(mounted, "the right to mount a small file system")
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk], check=True)
        self.data, self.ballast = self.disk / "data", self.disk / "ballast"
        self.warehouse = shop.Warehouse(self.folder / "warehouse", days=60)
        self.books = recount.Recount(self.warehouse)
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)

    def fill(self, leave):
        self.ballast.unlink(missing_ok=True)
        disk = os.statvfs(self.disk)
        self.ballast.write_bytes(b"x" * (disk.f_bavail * disk.f_frsize - leave))

    def make_room(self):
        self.ballast.unlink()

    def test_an_import_and_a_cycle_say_so_and_are_done_when_there_is_room(self):
        verbs = ({UNREACHABLE}, "import", "--marketplace", "DE", self.warehouse.folder), ({UNREACHABLE, FAILED}, "refresh", "--now", "data-cut")
        for kilobytes in (0, 16, 64, 150, 300, 600):
            self.warehouse.add_days(2)
            for codes, verb, *more in verbs:
                with self.subTest(verb=verb, kilobytes_left=kilobytes):
                    self.fill(kilobytes * 1024)
                    done = shop.run(verb, "--data", self.data, *more, timeout=60)
                    self.assertIn(done.returncode, codes, done.stderr)
                    self.assertRegex(done.stderr, rf"shelfcast: .*{self.data}.*the disk is full")
                    self.make_room()
                    self.assertRegex(self.shelfcast("doctor", "--data", self.data).stdout, "^DE: 0 of ")
        for _, verb, *more in verbs:
            self.shelfcast(verb, "--data", self.data, *more)
        self.assertEqual(recount.exported(self.data), self.books.sold([]))

    def place(self, connection, order):
        connection.request("POST", "/v1/orders", json.dumps(order), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, answer.headers, json.loads(answer.read())

    def test_orders_are_refused_until_there_is_room_and_those_acknowledged_stay(self):
        customers, server = recount.Customers(seed=1), shop.Server(self.data, environment=QUIET)
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=30)
        self.fill(200 * 1024)
        status = 201
        while status == 201:
            order = customers.order()
            status, headers, body = self.place(connection, order)
            if status == 201:
                customers.acknowledge([order["orderId"]])
        self.assertEqual((status, body["status"]), (503, 503), body)
        self.assertIn("the disk is full", body["detail"])
        self.assertGreater(int(headers["Retry-After"]), 0)
        self.assertGreater(len(customers.acknowledged), 10)
        self.assertEqual(server.ask(f"/api/v1/orders/{min(customers.acknowledged)}")[0], 200)
        self.assertEqual(server.ask("/livez")[0], 200)
        server.until(lambda: server.logged("orders not written", "the disk is full"), "a line in the log")
        connection.close()
        self.make_room()
        self.assertEqual(server.stop(), 0)
        with shop.Server(self.data, environment=QUIET) as server:
            for name in customers.acknowledged:
                self.assertEqual(server.ask(f"/api/v1/orders/{name}")[0], 200)
            customers.send_again(server)
            server.until(lambda: recount.exported(self.data) == self.books.sold(customers.sent.values()), "the count of all orders")
        print(f"{len(customers.acknowledged)} orders before the disk was full")


if __name__ == "__main__":
    shop.main()
