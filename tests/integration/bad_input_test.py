# SPDX-License-Identifier: Apache-2.0
"""What bad input gets: a clear sentence that names the place, the documented exit code, nothing lost, never a crash."""
import json, socket, time, urllib.request

import shop

USAGE, CONFIG, REJECTED, UNREACHABLE = 2, 3, 4, 5


class CommandLine(shop.Case):
    def fails(self, code, *arguments, says, environment=None):
        done = self.shelfcast(*arguments, expect=code, environment=environment)
        for words in says:
            self.assertIn(words, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_a_wrong_verb_or_flag_is_a_usage_error_that_helps(self):
        self.fails(USAGE, "refersh", says=["no verb 'refersh'", "Did you mean 'refresh'?"])
        self.fails(USAGE, "serve", "--prot", "1", says=["--prot", "serve --help"])
        self.fails(USAGE, "forecast", "--as-of", "yesterday", says=["--as-of", "YYYY-MM-DD"])
        self.fails(USAGE, says=["--help"])
        self.fails(USAGE, "simulate", "--out", self.folder / "w", "--products", "0", says=["products"])

    def test_every_verb_explains_itself_with_an_example_first(self):
        for verb in ("serve", "demo", "simulate", "import", "refresh", "forecast", "backtest", "doctor", "config", "version"):
            out = self.shelfcast(verb, "--help").stdout
            self.assertTrue(out.startswith(f"Example:\n  shelfcast {verb}"), out)

    def test_a_typo_in_the_configuration_is_named_with_its_line_and_the_nearest_key(self):
        file = self.folder / "c.toml"
        file.write_text("[server]\n\nprot = 80\n")
        self.fails(CONFIG, "config", "check", "--config", file, says=[f"{file}:3", "'server.prot'", "did you mean 'server.port'?"])
        file.write_text("[server]\nport = 99999999\n")
        self.fails(CONFIG, "config", "check", "--config", file, says=[f"{file}:2", "0..65535"])
        file.write_text("[server]\nport = true\n")
        self.fails(CONFIG, "config", "check", "--config", file, says=[f"{file}:2"])
        file.write_text("[server\n")
        self.fails(CONFIG, "config", "check", "--config", file, says=[f"{file}:1"])
        self.fails(CONFIG, "config", "check", "--config", self.folder / "none.toml", says=["none.toml", "no such file"])
        self.fails(CONFIG, "config", "check", says=["SHELFCAST_SERVER_PORT"], environment={"SHELFCAST_SERVER_PORT": "x"})

    def test_a_holiday_that_is_not_understood_is_named_with_its_line(self):
        file, own = self.folder / "c.toml", self.folder / "holidays.toml"
        file.write_text(f'[holidays]\nfile = "{own}"\ncountry = {{shop = "US"}}\n')
        own.write_text('[[holiday]]\nday = "easter-48"\nname = "Rosenmontag"\ncountry = "DE"\n\n[[holiday]]\nday = 2025-06-13\nname = "Stocktaking"\n')
        self.assertIn("fine", self.shelfcast("config", "check", "--config", file).stdout)
        for row, says in (('day = "carnival"\nname = "Carnival"', ["'carnival' is not a day", "easter-2"]),
                          ('day = "12-24"', ["needs a name"]),
                          ('day = "12-24"\nname = "Eve"\ncontry = "DE"', ["'contry'", "did you mean 'country'?"])):
            own.write_text(f"\n[[holiday]]\n{row}\n")
            self.fails(CONFIG, "config", "check", "--config", file, says=[f"{own}:", *says])
        own.write_text("[[holiday]\n")
        self.fails(CONFIG, "config", "check", "--config", file, says=[f"{own}:1"])
        file.write_text('[holidays]\ncountry = {shop = "XX"}\n')
        self.fails(CONFIG, "config", "check", "--config", file, says=["holidays.country.shop", "'XX'", "AT, AU"])

    def test_flag_beats_environment_beats_file_and_a_secret_is_not_shown(self):
        file = self.folder / "c.toml"
        file.write_text('[server]\nport = 1\naddress = "127.0.0.2"\n[warehouse]\nDE = "/srv/de"\n')
        env = {"SHELFCAST_SERVER_PORT": "2", "SHELFCAST_SERVER_ADMIN_TOKEN": "sesame"}
        shown = self.shelfcast("config", "show", "--config", file, "--data", "elsewhere", environment=env).stdout
        for line in ("server.port = 2  # SHELFCAST_SERVER_PORT", 'data = "elsewhere"  # flag', 'warehouse.DE = "/srv/de"', "log.level"):
            self.assertIn(line, shown)
        self.assertNotIn("sesame", shown)

    def test_a_port_in_use_is_named(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = shop.run("serve", "--data", self.folder / "d", "--port", port)
            self.assertEqual(done.returncode, UNREACHABLE)
            self.assertIn(f"127.0.0.1:{port}", done.stderr)

    def test_refreshing_nothing_says_how_to_begin(self):
        self.fails(1, "refresh", "--data", self.folder / "d", says=["shelfcast import"])


class WarehouseFiles(shop.Case):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse", days=5)

    def imports(self, expect=0):
        return self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder, expect=expect)

    def refused(self, code, *says):
        done = self.imports(expect=code)
        for words in says:
            self.assertIn(words, done.stderr)

    def test_a_missing_folder_and_an_empty_one_are_named(self):
        for folder in (self.folder / "nowhere", self.folder):
            done = shop.run("import", "--data", self.data, "--marketplace", "DE", folder)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(str(folder), done.stderr)

    def test_a_missing_file_of_a_pair_is_named(self):
        (self.warehouse.folder / "transactions-2025-01-06.csv").unlink()
        self.refused(REJECTED, "transactions-2025-01-06.csv")

    def test_a_missing_column_is_named_with_the_nearest(self):
        path = self.warehouse.folder / "transaction_products-2025-01-06.csv"
        path.write_text(path.read_text().replace("quantity", "quantiti", 1))
        self.refused(REJECTED, "transaction_products-2025-01-06.csv:1", "quantity", "quantiti")

    def test_an_unknown_column_is_a_warning_and_all_rows_count(self):
        path = self.warehouse.folder / "sellers.csv"
        lines = path.read_text().splitlines()
        path.write_text("\n".join([lines[0] + ",shoe_size"] + [line + ",42" for line in lines[1:]]) + "\n")
        done = self.imports()
        self.assertIn("shoe_size", done.stderr)
        self.assertIn("sellers.csv", done.stderr)

    def test_bad_rows_are_set_aside_with_their_reason_and_the_rest_counts(self):
        good = self.warehouse.add_days(1)
        path = self.warehouse.folder / "transaction_products-2025-01-07.csv"
        order = (self.warehouse.folder / "transactions-2025-01-07.csv").read_text().splitlines()[1].split(",")[0]
        rows = [f"9000,{order},100,1,-5.00,-5.00,sold,", f"9001,{order},424242,1,5.00,5.00,sold,", f"9002,{order},100,many,5.00,5.00,sold,",
                f"9003,{order},100,0,5.00,0,sold,", f"9004,777777,100,1,5.00,5.00,sold,", f"9005,{order},100"]
        with path.open("ab") as file:
            for row in rows:
                file.write(row.encode() + b"\n")
            file.write(f"9006,{order},\xff\xfe,1,5.00,5.00,sold,\n".encode("latin-1"))
            file.write(b"9007," + b"x" * 2_000_000 + b"\n")
        self.warehouse.part("future", [("2099-01-01T10:00:00Z", [(100, 1)])])
        printed = self.imports().stdout
        for code in ("negative_price", "unknown_product", "bad_number", "bad_quantity", "unknown_transaction", "wrong_field_count",
                     "invalid_utf8", "line_too_long", "future_date"):
            self.assertIn(f"1 rejected: {code}", printed)
        self.assertIn("9 rejected rows kept", self.shelfcast("doctor", "--data", self.data).stdout)
        self.assertIn("DE: 0 of ", self.shelfcast("doctor", "--data", self.data).stdout)

    def test_two_processes_on_one_data_directory_do_not_share_it(self):
        self.imports()
        with shop.Server(self.data):
            done = self.shelfcast("doctor", "--data", self.data, expect=1)
            self.assertIn(str(self.data), done.stderr)

    def test_a_corrupted_table_is_not_served(self):
        self.warehouse.add_days(60)
        self.imports()
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")
        [cells] = list((self.data / "tables").rglob("cells.bin"))
        damaged = bytearray(cells.read_bytes())
        damaged[len(damaged) // 2] ^= 0xFF
        cells.chmod(0o600)
        cells.write_bytes(damaged)
        with shop.Server(self.data, "--now", "data-cut") as server:
            self.assertEqual(server.ask("/readyz")[0], 503)
            self.assertEqual(server.ask("/livez")[0], 200)


class Requests(shop.Case):
    def test_every_bad_parameter_is_named_at_once(self):
        data = self.folder / "data"
        warehouse = shop.Warehouse(self.folder / "warehouse", days=70)
        self.shelfcast("import", "--data", data, "--marketplace", "DE", warehouse.folder)
        self.shelfcast("refresh", "--data", data, "--now", "data-cut")
        with shop.Server(data, "--now", "data-cut") as server:
            base = "/api/v1/predictions/customer/1/marketplace/DE/categories"
            status, headers, body = server.ask(base + "?timeFrame=decade&limit=0&page=x&sort=up&windw=next")
            problem = json.loads(body)
            self.assertEqual((status, headers["Content-Type"]), (400, "application/problem+json"))
            self.assertEqual({e["pointer"] for e in problem["errors"]}, {"?timeFrame", "?limit", "?page", "?sort", "?windw"})
            self.assertEqual(problem["instance"], headers["X-Request-Id"])
            for path, expected in ((base, 400), (base.replace("/DE/", "/FR/") + "?timeFrame=week", 404), ("/nowhere", 404),
                                   ("/api/v1/predictions/customer/1/DE/categories/999/products?timeFrame=week", 404),
                                   (base + "?timeFrame=year&dateTime=2031-01-01", 404), (base + "?timeFrame=week&dateTime=2020-01-01", 404)):
                status, headers, body = server.ask(path)
                self.assertEqual(status, expected, path)
                self.assertEqual(json.loads(body)["status"], expected)
            self.assertEqual(server.ask(base, "DELETE")[0], 405)


if __name__ == "__main__":
    shop.main()
