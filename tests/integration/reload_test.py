# SPDX-License-Identifier: Apache-2.0
"""SIGHUP: what may change while a server runs does, what is broken changes nothing, and the log says of everything else that it
needs a restart. Certificates: TLS 1.3 only, a newer one for those who come."""
import http.client, os, signal, ssl, urllib.error, urllib.request

import certificates, shop
from steady_load import SteadyLoad


class Reload(shop.Case):
    def serve(self, text, **environment):
        self.config = self.folder / "shelfcast.toml"
        self.config.write_text(text)
        server = shop.Server(self.folder / "data", "--config", self.config, environment=environment)
        self.addCleanup(server.stop)
        return server

    def reload(self, server, text, *words):
        """Writes the configuration anew and waits for what the log must say."""
        self.config.write_text(text)
        seen = len(server.log)
        server.process.send_signal(signal.SIGHUP)
        server.until(lambda: any(all(word in line for word in words) for line in server.log[seen:]), " ".join(words))
        return server.log[seen:]

    def test_what_may_change_does_and_the_rest_is_named(self):
        token = self.folder / "admin_token"
        token.write_text("first\n")
        text = f'[server]\nadmin_token_file = "{token}"\n'
        server = self.serve(text)
        status = lambda bearer: server.ask("/api/v1/keys", headers={"Authorization": f"Bearer {bearer}"})[0]
        self.assertEqual((status("first"), status("second")), (200, 401))
        token.write_text("second\n")
        log = self.reload(server, text + 'body_bytes = 4096\n[log]\nlevel = "debug"\n[limits]\nenterprise_per_hour = 3\n', "configuration reloaded")
        told = {key: line for line in log for key in ("server.admin_token", "server.body_bytes", "log.level", "limits.enterprise_per_hour")
                if f'"{key}"' in line}
        self.assertEqual(len(told), 4, log)
        self.assertIn("needs a restart", told.pop("server.body_bytes"))
        self.assertTrue(all("setting applied" in line for line in told.values()), told)
        self.assertNotIn("second", "".join(log))
        self.assertEqual(status("first"), 401)
        self.assertEqual([status("second") for _ in range(4)], [200, 200, 200, 429])
        server.until(lambda: server.logged('"debug"'), "a line of the new severity")
        self.assertTrue(any("server.body_bytes" in line for line in self.reload(server, text + "body_bytes = 4096\n", "configuration reloaded")),
                        "said again for as long as it is so")

    def test_what_is_broken_changes_nothing_while_requests_run(self):
        server = self.serve("[limits]\nenterprise_per_hour = 0\n")
        with SteadyLoad(int(server.url.rsplit(":", 1)[1]), "/livez") as load:
            self.reload(server, "[limits]\nenterprise_per_hour = 0\n[server\n", "not reloaded", "shelfcast.toml:3")
            self.reload(server, "\n[limits]\nenterprize_per_hour = 1\n", "not reloaded", "shelfcast.toml:3", "enterprise_per_hour")
            self.reload(server, '[limits]\nenterprise_per_hour = "many"\n', "not reloaded", "shelfcast.toml:2")
            self.reload(server, '[server]\ncertificate = "none.crt"\ncertificate_key = "none.key"\n', "not reloaded", "none.crt: cannot be read")
            self.config.unlink()
            server.process.send_signal(signal.SIGHUP)
            server.until(lambda: server.logged("not reloaded", "there is no such file"), "a missing file")
            before = load.count()
            server.until(lambda: load.count() > before + 50, "further answers")
        self.assertEqual(load.failures, [])

    def test_certificates(self):
        old, old_key = certificates.make(self.folder, "old")
        new, new_key = certificates.make(self.folder, "new")
        chain, key = self.folder / "shown.crt", self.folder / "shown.key"
        chain.write_bytes(old.read_bytes())
        key.write_bytes(old_key.read_bytes())
        text = '[server]\ncertificate = "shown.crt"\ncertificate_key = "shown.key"\n'  # beside the file, wherever the process runs
        server = self.serve(text)
        self.assertTrue(server.url.startswith("https://"))
        port = int(server.url.rsplit(":", 1)[1])

        early = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=certificates.trusting(old))
        early.request("GET", "/livez")
        self.assertEqual(early.getresponse().read() and early.sock.version(), "TLSv1.3")
        before_1_3 = certificates.trusting(old)
        before_1_3.maximum_version = ssl.TLSVersion.TLSv1_2
        with self.assertRaises(urllib.error.URLError):
            urllib.request.urlopen(f"{server.url}/livez", context=before_1_3, timeout=30)

        with SteadyLoad(port, "/livez", certificates.trusting(old), kept=2, fresh=0) as load:
            chain.write_bytes(new.read_bytes())
            self.reload(server, text, "not reloaded", "is not the key of the certificate")  # the key is still the old one
            self.assertEqual(self.answer(port, old), 200)
            key.write_bytes(new_key.read_bytes())
            self.reload(server, text, "configuration reloaded")
            self.assertEqual(self.answer(port, new), 200)
            with self.assertRaises(ssl.SSLCertVerificationError):
                self.answer(port, old)
            before = load.count()
            server.until(lambda: load.count() > before + 20, "answers over connections that were there")
        self.assertEqual(load.failures, [])
        early.request("GET", "/livez")
        self.assertEqual(early.getresponse().read() and early.sock.version(), "TLSv1.3")
        early.close()

    def answer(self, port, trusted):
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=certificates.trusting(trusted))
        try:
            connection.request("GET", "/livez")
            return connection.getresponse().status
        finally:
            connection.close()

    def test_a_certificate_is_checked_before_it_is_needed(self):
        chain, key = certificates.make(self.folder, "shop")
        other, other_key = certificates.make(self.folder, "other")
        over, over_key = certificates.make(self.folder, "over", days=1)
        config = self.folder / "checked.toml"
        check = lambda expect, environment=None: self.shelfcast("config", "check", "--config", config, expect=expect, environment=environment)
        config.write_text('[server]\ncertificate = "shop.crt"\n')
        self.assertIn("server.certificate_key: is needed beside", check(3).stderr)
        config.write_text('[server]\ncertificate = "shop.crt"\ncertificate_key = "other.key"\n')
        self.assertIn("is not the key of the certificate in", check(3).stderr)
        config.write_text('[server]\ncertificate = "over.crt"\ncertificate_key = "over.key"\n')
        self.assertIn("it expires at", check(0).stderr)
        config.write_text('[server]\ncertificate = "shop.crt"\ncertificate_key = "shop.key"\n')
        self.assertEqual(check(0).stderr, "")
        reference = self.shelfcast("config", "reference").stdout
        self.assertIn("SIGHUP", reference[reference.index("\nserver.certificate\n"):reference.index("\nserver.certificate_key\n")])
        self.assertNotIn("SIGHUP", reference[reference.index("\nserver.threads\n"):reference.index("\nserver.connections\n")])


if __name__ == "__main__":
    shop.main()
