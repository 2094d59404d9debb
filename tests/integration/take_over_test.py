# SPDX-License-Identifier: Apache-2.0
"""A new process takes the place of the one that serves, while callers ask without a pause: none of them fails."""
import http.client, json, os, signal, socket, subprocess, time

import certificates, shop
from steady_load import SteadyLoad

TIMES = 10
PATH = "/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame=week&window=rolling"


class Running(shop.Server):
    """A server that stays where the test stops waiting for it."""

    def until_logged(self, *words):
        return self.until(lambda: self.logged(*words), " ".join(words))

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])


def seconds_of(line):
    return json.loads(line)["duration_s"]


class TakeOver(shop.ShopCase):
    def serve(self, *more, **options):
        server = Running(self.data, "--now", "data-cut", *more, **options)
        self.addCleanup(server.stop)
        return server

    def pass_along(self, load, server, times, port, **options):
        """Hands over so often; the last server and how long each took."""
        took = []
        for _ in range(times):
            before = load.count()
            heir = self.serve("--take-over", port=port, **options)
            self.assertEqual(server.process.wait(timeout=30), 0, "".join(server.log))
            took.append(seconds_of(heir.until_logged('"taken over"')))
            heir.until(lambda: load.count() > before + 20, "answers of the new one")
            server = heir
        return server, took

    def test_ten_times_under_load_without_a_failed_request(self):
        server = self.serve()
        port = server.port
        idle = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        idle.request("GET", "/livez")
        idle.getresponse().read()
        idle_port = idle.sock.getsockname()[1]
        with SteadyLoad(port, PATH) as load:
            _, took = self.pass_along(load, server, TIMES, port)
        print(f"{TIMES} hand-overs, {load.answered} requests, slowest {load.slowest:.2f} s, pauses {[round(t, 2) for t in took]} s")
        self.assertEqual(load.failures, [])
        self.assertEqual(load.reconnected, 0, "a connection without TLS lives on in the new process")
        idle.request("GET", "/livez")
        self.assertEqual(idle.getresponse().status, 200)
        self.assertEqual(idle.sock.getsockname()[1], idle_port, "not a new connection")
        idle.close()

    def test_over_tls(self):
        chain, key = certificates.make(self.folder, "shop")
        secret = {"environment": {"SHELFCAST_SERVER_CERTIFICATE": str(chain), "SHELFCAST_SERVER_CERTIFICATE_KEY": str(key)}}
        server = self.serve(**secret)
        with SteadyLoad(server.port, PATH, certificates.trusting(chain)) as load:
            _, took = self.pass_along(load, server, 3, server.port, **secret)
        print(f"over TLS: {load.answered} requests, slowest {load.slowest:.2f} s, pauses {[round(t, 2) for t in took]} s")
        self.assertEqual(load.failures, [])

    def heir_of(self, server, **environment):
        """A process that asks to take over; it may end before it serves."""
        heir = subprocess.Popen([shop.BINARY, "serve", "--data", str(self.data), "--now", "data-cut", "--port", str(server.port), "--take-over"],
                                stderr=subprocess.DEVNULL, env=os.environ | environment)
        self.addCleanup(heir.kill)
        return heir

    def serves_on(self, server, load, act):
        """The old one gives way, the new one ends by `act`, and the old one answers again."""
        seen = len(server.log)
        logged = lambda *words: any(all(word in line for word in words) for line in server.log[seen:])
        act(lambda *words: server.until(lambda: logged(*words), " ".join(words)))
        server.until(lambda: logged("has ended, serving on") and logged('"serving"'), "the old one serves on")
        before = load.count()
        server.until(lambda: load.count() > before + 20, "answers of the old one")

    def test_one_that_is_killed_in_the_middle_changes_nothing(self):
        server = self.serve()

        def while_stores_close(until_logged):
            heir = self.heir_of(server)
            until_logged("handing over")
            heir.kill()
            heir.wait(timeout=30)

        def when_stores_are_closed(until_logged):
            heir = self.heir_of(server)
            until_logged("handing over")
            heir.send_signal(signal.SIGSTOP)
            until_logged('"stopped"', '"warming"')  # the last step
            heir.kill()
            heir.wait(timeout=30)

        def while_it_opens_them(_):
            heir = self.heir_of(server, SHELFCAST_STOP_AT="schema")
            self.assertEqual(heir.wait(timeout=60), shop.KILLED)

        with SteadyLoad(server.port, PATH) as load:
            for act in (while_stores_close, when_stores_are_closed, while_it_opens_them):
                with self.subTest(act.__name__):
                    self.serves_on(server, load, act)
            heir, _ = self.pass_along(load, server, 1, server.port)
        self.assertEqual(load.failures, [])
        self.assertEqual(heir.ask("/readyz")[0], 200)

    def test_one_that_is_configured_otherwise_is_refused_and_the_old_one_serves_on(self):
        server = self.serve()
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            port = other.getsockname()[1]
        done = shop.run("serve", "--data", self.data, "--port", port, "--take-over")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("the running server listens on", done.stderr)
        server.until_logged('"not taken over, serving on"')
        self.assertEqual(server.ask("/livez")[0], 200)

    def test_where_nobody_serves_there_is_nothing_to_take_over(self):
        server = self.serve("--take-over")
        self.assertTrue(server.logged("nothing to take over"))
        self.assertEqual(server.ask("/livez")[0], 200)

    def test_sockets_of_systemd_outlive_the_process(self):
        """As systemd does it: the socket is open before, between and after the processes that serve it."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            wrapper = ["/usr/bin/python3", "-c",
                       "import os,sys; os.dup2(int(sys.argv[1]), 3); os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid())); "
                       "os.execv(sys.argv[2], sys.argv[2:])", str(listening.fileno()), shop.BINARY, "serve", "--data", str(self.data),
                       "--now", "data-cut"]
            with SteadyLoad(port, PATH, kept=2, fresh=2) as load:
                for _ in range(3):
                    before = load.count()
                    server = subprocess.Popen(wrapper, pass_fds=[listening.fileno()], stderr=subprocess.DEVNULL)
                    deadline = time.monotonic() + 60
                    while load.count() < before + 20 and time.monotonic() < deadline:
                        load.over.wait(0.02)
                    server.terminate()
                    self.assertEqual(server.wait(timeout=30), 0)
                    self.assertGreaterEqual(load.count(), before + 20)
                server = subprocess.Popen(wrapper, pass_fds=[listening.fileno()], stderr=subprocess.DEVNULL)
                self.addCleanup(server.wait, 30)
                self.addCleanup(server.terminate)
                before, deadline = load.count(), time.monotonic() + 60
                while load.count() < before + 20 and time.monotonic() < deadline:
                    load.over.wait(0.02)
            self.assertEqual(load.failures, [])


if __name__ == "__main__":
    shop.main()
