# SPDX-License-Identifier: Apache-2.0
"""The server with Kafka configured: it serves while the brokers are away, and wrong settings are said before it does."""
import socket, time

import shop


class Kafka(shop.Case):
    def environment(self, **more):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]  # nobody listens there any more
        return {"SHELFCAST_KAFKA_BROKERS": f"127.0.0.1:{port}", "SHELFCAST_KAFKA_TIMEOUT_SECONDS": "2"} | more

    def test_serves_and_stops_in_time_while_the_brokers_are_away(self):
        with shop.Server(self.folder / "data", environment=self.environment()) as server:
            self.assertEqual(server.ask("/livez")[0], 200)
            begun = time.monotonic()
            self.assertEqual(server.stop(), 0)
            self.assertLess(time.monotonic() - begun, 15)
        log = "".join(server.log)
        self.assertIn("relay", log)

    def config(self, text, *verb, expect=0, environment=None):
        file = self.folder / "shelfcast.toml"
        file.write_text(text)
        return self.shelfcast(*(verb or ("serve", "--port", "0", "--data", self.folder / "data")), "--config", file,
                              expect=expect, environment=environment)

    def test_a_wrong_setting_of_librdkafka_is_named(self):
        done = self.config('[kafka]\nbrokers = "127.0.0.1:1"\n[kafka.settings]\n"security.protocoll" = "SSL"\n', expect=3)
        self.assertIn('kafka.settings.security.protocoll: No such configuration property', done.stderr)

    def test_settings_on_which_promises_rest_are_not_for_users(self):
        done = self.config('[kafka]\nbrokers = "127.0.0.1:1"\nsettings = {acks = "1"}\n', expect=3)
        self.assertIn("kafka.settings.acks: is not for users to set", done.stderr)

    def test_a_password_among_the_settings_is_refused_and_its_place_named(self):
        done = self.config('[kafka]\nbrokers = "127.0.0.1:1"\nsettings = {"sasl.password" = "s3cret"}\n', expect=3)
        self.assertIn("kafka.settings.sasl.password: belongs into kafka.password", done.stderr)
        self.assertNotIn("s3cret", done.stderr)

    def test_the_password_is_not_shown(self):
        done = self.config('[kafka]\nusername = "shop"\n', "config", "show", environment={"SHELFCAST_KAFKA_PASSWORD": "s3cret"})
        self.assertIn('kafka.username = "shop"', done.stdout)
        self.assertNotIn("s3cret", done.stdout)


if __name__ == "__main__":
    shop.main()
