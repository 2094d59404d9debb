# SPDX-License-Identifier: Apache-2.0
"""A shop's own files: a look at them beforehand, an import through its own mapping, and cycles that find what is new."""
import gzip, json, lzma

import shop

MAPPING = """
[marketplace]
time_zone = "Europe/Berlin"

[tables.articles]
files = "articles*"
key = "Artikel"

[sales]
files = "invoices-*"
join = "articles"
marketplace = "Filiale"
order = "Rechnung"
time = "Datum"
product = "Artikel"
category = { column = "Warengruppe", default = "unknown" }
quantity = "Menge"
total = "Betrag"
returned = { column = "Rechnung", like = "G*" }
"""
HEADER = "Rechnung;Datum;Artikel;Menge;Betrag;Filiale\n"
NOVEMBER = HEADER + "R1;20.11.2025 00:30;4711;2;19,98;Berlin\nR1;20.11.2025 00:30;4711;2;19,98;Berlin\nG2;20.11.2025 10:09;4711;1;9,99;Berlin\n" \
                    "R3;21.11.2025 11:00;Müsli;1;1.234,50;Berlin\nR4;21.11.2025 12:00;4712;x;1,00;Berlin\nR5;21.11.2025 12:00;4712;1;1,00;Köln\n"
DECEMBER = HEADER + "R6;01.12.2025 09:00;4712;3;3,00;Berlin\n"


class Import(shop.Case):
    def setUp(self):
        super().setUp()
        self.mapping, self.data, self.files = self.folder / "shop.toml", self.folder / "data", self.folder / "exports"
        self.mapping.write_text(MAPPING)
        self.files.mkdir()
        (self.files / "articles.csv").write_bytes("Artikel;Warengruppe\n4711;Tee\n4712;Tee\nMüsli;Frühstück\n".encode("windows-1252"))
        (self.files / "invoices-2025-11.csv.gz").write_bytes(gzip.compress(NOVEMBER.encode("windows-1252")))

    def run_import(self, *more, marketplace="Berlin", expect=0):
        return self.shelfcast("import", "--data", self.data, "--marketplace", marketplace, "--mapping", self.mapping, self.files, *more, expect=expect)

    def exported(self):
        return self.shelfcast("export", "--data", self.data, "--csv").stdout.splitlines()[1:]

    def test_a_preview_shows_rows_dialect_and_problems_and_writes_nothing(self):
        text = self.run_import("--preview").stdout
        self.assertIn("invoices-2025-11.csv.gz: windows-1252, separator ';', quote '\"', decimal comma", text)
        self.assertRegex(text, r"R1 +2 +2025-11-19T23:30:00Z +4711 +Tee +Berlin +2 +19\.98")
        self.assertRegex(text, r"G2 +1 .* -1 +-9\.99")
        self.assertIn("1 rows would be rejected: bad_number\n  invoices-2025-11.csv.gz, row 6: Menge: 'x' is not a decimal number", text)
        self.assertFalse(self.data.exists())
        seen = json.loads(self.run_import("--preview", "--json").stdout)
        self.assertEqual((seen["lines"], seen["products"], seen["first"][3]["product"]), (4, 2, "Müsli"))
        self.assertEqual(seen["problems"][0]["first"][0]["position"], "row 6")

    def test_what_the_preview_showed_is_what_is_imported_and_later_cycles_read_what_is_new(self):
        self.assertIn("5 rows read, 4 counted", self.run_import().stdout)
        november = ["Berlin,Tee,4711,2025-11-20,3,29.97", "Berlin,Frühstück,Müsli,2025-11-21,1,1234.50"]
        self.assertEqual(sorted(self.exported()), sorted(november))
        (self.files / "invoices-2025-12.csv.xz").write_bytes(lzma.compress(DECEMBER.encode()))
        self.shelfcast("refresh", "--data", self.data)
        self.assertEqual(sorted(self.exported()), sorted([*november, "Berlin,Tee,4712,2025-12-01,3,3.00"]))

    def test_mistakes_are_answered_with_what_there_is(self):
        self.assertIn("they hold: Berlin, Köln", self.run_import(marketplace="Bonn", expect=4).stderr)
        self.mapping.write_text(MAPPING.replace("total =", "totl ="))
        self.assertRegex(self.run_import("--preview", expect=3).stderr, r"shop\.toml:\d+: .*'total'")
        self.mapping.unlink()
        self.assertIn("m5, olist", self.run_import(expect=3).stderr)
        self.assertIn("there is one path", self.shelfcast("import", "--data", self.data, "--marketplace", "X", "a", "b", expect=2).stderr)

    def test_a_damaged_packed_file_says_so_and_costs_nothing_that_was_known(self):
        self.run_import()
        before = self.exported()
        (self.files / "invoices-2025-12.csv.xz").write_bytes(lzma.compress((DECEMBER * 500).encode())[:-20])
        self.assertIn("invoices-2025-12.csv.xz: cannot be unpacked", self.run_import(expect=4).stderr)
        self.assertEqual(self.exported(), before)
        (self.files / "invoices-2025-12.csv.xz").write_bytes(lzma.compress(DECEMBER.encode()))
        self.run_import()
        self.assertEqual(len(self.exported()), len(before) + 1)

    def test_the_own_layout_may_be_packed_and_json_too(self):
        warehouse = shop.Warehouse(self.folder / "warehouse", days=20)
        plain = self.shelfcast("import", "--data", self.data, "--marketplace", "DE", warehouse.folder)
        expected = self.exported()
        for file in list(warehouse.folder.glob("*.csv")):
            if file.stem == "products":
                head, *rows = [line.split(",") for line in file.read_text().splitlines()]
                (warehouse.folder / "products.ndjson").write_text("".join(json.dumps(dict(zip(head, row))) + "\n" for row in rows))
            else:
                (warehouse.folder / (file.name + ".gz")).write_bytes(gzip.compress(file.read_bytes()))
            file.unlink()
        again = self.shelfcast("import", "--data", self.folder / "packed", "--marketplace", "DE", warehouse.folder)
        self.assertEqual(again.stdout.splitlines()[0], plain.stdout.splitlines()[0])
        self.data = self.folder / "packed"
        self.assertEqual(self.exported(), expected)


if __name__ == "__main__":
    shop.main()
