# SPDX-License-Identifier: Apache-2.0
"""Files that are not what was written: whoever meets them is told which, in a sentence and with the documented code; nothing is
served or counted from them, and nothing else is lost."""
import gzip, lzma, os, shutil, sqlite3, subprocess

import import_test, recount, shop

FAILED, REJECTED = 1, 4
SMALL = {"SHELFCAST_STORE_UNWRITTEN_MEGABYTES": "1"}  # so that there are tables


def flip(file, at, count=64):
    with file.open("r+b") as opened:
        opened.seek(at)
        turned = bytes(byte ^ 0xFF for byte in opened.read(count))
        opened.seek(at)
        opened.write(turned)


class Store(shop.Case):
    PLACE = shop.memory_folder()

    def setUp(self):
        super().setUp()
        self.whole, self.data = self.folder / "whole", self.folder / "data"
        self.warehouse = shop.Warehouse(self.folder / "warehouse", days=400)
        for _ in range(3):
            self.shelfcast("import", "--data", self.whole, "--marketplace", "DE", self.warehouse.folder, environment=SMALL)
            self.warehouse.add_days(60)

    def copy(self):
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree(self.whole, self.data)
        return self.data

    def largest(self, pattern):
        return max((self.data / "store").glob(pattern), key=lambda file: file.stat().st_size)

    def import_(self):
        return "import", "--marketplace", "DE", self.warehouse.folder

    def refused(self, *verbs, says):
        for verb in verbs:
            done = shop.run(verb[0], "--data", self.data, *verb[1:])
            self.assertEqual(done.returncode, FAILED, (verb, done.stdout, done.stderr))
            self.assertRegex(done.stderr, rf"shelfcast: {self.data}/\S*: .*damaged.*{says}")

    def test_a_store_that_cannot_be_trusted_is_not_opened(self):
        cases = {"cut": lambda: os.truncate(self.largest("*.sst"), 1000), "gone": lambda: self.largest("*.sst").unlink(),
                 "head": lambda: flip(self.largest("MANIFEST-*"), 100), "log": lambda: flip(self.largest("*.log"), 5000)}
        for name, damage in cases.items():
            with self.subTest(name):
                self.copy()
                damage()
                self.refused(("doctor",), ("export",), self.import_(), ("refresh",), says="")
                with self.assertRaises(shop.NotStarted) as refused:
                    shop.Server(self.data)
                self.assertEqual(refused.exception.code, FAILED)

    def test_damage_within_a_table_is_found_when_it_is_read_and_by_the_doctor(self):
        self.copy()
        table = self.largest("*.sst")
        flip(table, table.stat().st_size // 3)
        self.refused(("doctor",), says=f"checksum.*{table.name}")

    def test_a_database_that_is_damaged_is_said(self):
        self.copy()
        flip(self.data / "catalogue.db", 0)
        self.refused(("doctor",), self.import_(), ("refresh",), says="")
        self.copy()
        with sqlite3.connect(self.data / "catalogue.db") as database:
            [page] = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'product'").fetchone()
            [size] = database.execute("PRAGMA page_size").fetchone()
        database.close()
        flip(self.data / "catalogue.db", (page - 1) * size, size)
        self.refused(("doctor",), says="")

    def test_a_second_process_on_a_data_folder_is_told_of_the_first(self):
        self.copy()
        with shop.Server(self.data):
            with self.assertRaises(shop.NotStarted) as refused:
                shop.Server(self.data)
            self.assertEqual(refused.exception.code, FAILED)
            self.assertIn(f"{self.data}/store: the store is open in another process", "".join(refused.exception.log))
        self.shelfcast("doctor", "--data", self.data)


class PackedSource(shop.Case):
    PLACE = shop.memory_folder()

    def packed(self, rows):
        yield ".gz", gzip.compress(rows)
        yield ".xz", lzma.compress(rows)
        if shutil.which("zstd"):
            yield ".zst", subprocess.run(["zstd", "-qc"], input=rows, capture_output=True, check=True).stdout

    def test_a_packed_file_that_was_cut_off_is_rejected_by_name_and_counted_once_when_it_is_whole(self):
        mapping = self.folder / "shop.toml"
        mapping.write_text(import_test.MAPPING)
        rows = "".join(f"R{n};20.11.2025 00:30;4711;2;{n % 7 + 1},98;Berlin\n" for n in range(30_000))
        for ending, bytes_ in self.packed((import_test.HEADER + rows).encode()):
            with self.subTest(ending):
                files, data = self.folder / f"files{ending}", self.folder / f"data{ending}"
                files.mkdir()
                (files / "articles.csv").write_text("Artikel;Warengruppe\n4711;Tee\n")
                invoices = files / f"invoices-1.csv{ending}"
                command = "import", "--data", data, "--marketplace", "Berlin", "--mapping", mapping, files
                invoices.write_bytes(bytes_[:len(bytes_) * 2 // 3])
                done = self.shelfcast(*command, expect=REJECTED)
                self.assertIn(f"{invoices}: cannot be unpacked: it ends in the middle of its packed bytes", done.stderr)
                self.assertEqual(recount.exported(data), {})
                invoices.write_bytes(bytes_)
                self.shelfcast(*command)
                self.assertEqual([units for units, _ in recount.exported(data).values()], [60_000])
                turned = bytearray(bytes_)
                turned[len(turned) // 2] ^= 0xFF
                (files / f"invoices-2.csv{ending}").write_bytes(turned)
                self.assertIn(f"invoices-2.csv{ending}", self.shelfcast(*command, expect=REJECTED).stderr)
                self.assertEqual([units for units, _ in recount.exported(data).values()], [60_000])


if __name__ == "__main__":
    shop.main()
