# SPDX-License-Identifier: Apache-2.0
"""A warehouse in PostgreSQL, read by the whole binary: what it counts is what SQL counts, whatever happens to the server."""
import os, re, resource, subprocess

import postgres, shop

UNREACHABLE, USAGE = 5, 2
LINES = 4_000_000 if shop.LONG else 200_000
SHOP = """
INSERT INTO marketplaces VALUES ('DE', 'Germany', 'EU', 'EUR', 'de', 'UTC', 'monday', 0), ('FR', 'France', 'EU', 'EUR', 'fr', 'Europe/Paris', 'monday', 0);
INSERT INTO sellers SELECT n, 'DE', 'Seller ' || n, '2024-01-01', '2024-01-01' FROM generate_series(1, 5) n;
INSERT INTO categories SELECT n, 'DE', 'Category ' || n, NULL, NULL, 0, NULL, '2024-01-01' FROM generate_series(1, 4) n;
INSERT INTO products SELECT n, 'DE', E'Product\\t"' || n, NULL, NULL, NULL, 5 + n % 7, NULL, 1 + n % 4, 1 + n % 5, '2024-01-01', '2024-01-01'
  FROM generate_series(1, 40) n;
INSERT INTO customers VALUES (7, 'DE', 'Ada Lovelace', 'ada@example.org');
CREATE ROLE reader LOGIN;
GRANT SELECT ON marketplaces, sellers, categories, products, transactions, transaction_products TO reader;
"""


def sales(first, orders, start="2025-01-01", days=120):
    """SQL for orders of two lines each, spread evenly over the days."""
    return f"""
INSERT INTO transactions SELECT n, CASE WHEN n % 10 = 0 THEN 'FR' ELSE 'DE' END, 7, moment, 'placed', NULL, moment FROM (SELECT n,
  timestamptz '{start} 08:00+00' + make_interval(secs => (n - {first}) * {days}::float * 86400 / {orders}) AS moment
  FROM generate_series({first}, {first + orders - 1}) n) o;
INSERT INTO transaction_products SELECT trxn_id * 2 + i, trxn_id, 1 + (trxn_id * 7 + i * 3) % 40, 1 + trxn_id % 3, 5 + i,
  (1 + trxn_id % 3) * (5 + i), 'sold', updated_at FROM transactions, generate_series(0, 1) i
  WHERE trxn_id BETWEEN {first} AND {first + orders - 1};"""


class Postgres(shop.Case):
    def setUp(self):
        super().setUp()
        self.cluster = postgres.Cluster()
        self.addCleanup(self.cluster.remove)
        self.data = self.folder / "data"
        self.cluster.sql(postgres.TABLES + SHOP)

    def import_(self, expect=0, url=None, **environment):
        return self.shelfcast("import", "--data", self.data, "--marketplace", "DE", url or self.cluster.url("reader"), expect=expect,
                              environment={"SHELFCAST_POSTGRES_RECOUNT_HOURS": "0"} | environment)

    def refresh(self):
        return self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", environment={"SHELFCAST_POSTGRES_RECOUNT_HOURS": "0"})

    def counts(self, done):
        """(read, counted, known before) as an import prints them."""
        return tuple(int(n) for n in re.search(r"DE: (\d+) rows read, (\d+) counted, (\d+) known before", done.stdout).groups())

    def lines(self, condition="TRUE"):
        return int(self.cluster.sql(f"""SELECT count(*) FROM transaction_products l JOIN transactions t USING (trxn_id)
                                        WHERE t.marketplace_id = 'DE' AND {condition};""")[0][0])

    def assert_whole(self, rejected=0):
        self.assertEqual(self.shelfcast("doctor", "--data", self.data).stdout,
                         f"DE: 0 daily totals differ from a recount of the facts; {rejected} rejected rows kept\n")


class Reading(Postgres):
    def test_an_update_an_insert_and_a_delete_are_each_counted_once_at_the_next_refresh(self):
        self.cluster.sql(sales(1, 2000))
        self.assertEqual(self.counts(self.import_()), (self.lines(), self.lines(), 0))
        published = self.refresh().stdout
        self.assertIn("published", published)
        self.cluster.sql("""
            UPDATE transaction_products SET quantity = 9, line_total = 9 * unit_price, updated_at = now() WHERE trxn_id IN (11, 12);
            UPDATE transactions SET status = 'cancelled', updated_at = now() WHERE trxn_id = 21;
            DELETE FROM transaction_products WHERE trxn_id = 31;""" + sales(2001, 5, start="2025-05-01", days=1))
        counted = self.counts(self.import_())[1]
        self.assertEqual(counted, 4 + 2 + 2 + self.lines("trxn_id > 2000"))
        self.assertEqual(self.counts(self.import_())[1], 0)
        self.refresh()
        self.assert_whole()

    def test_what_changed_without_a_new_updated_at_is_found_by_the_recount_and_not_before(self):
        self.cluster.sql(sales(1, 500))
        self.import_()
        self.cluster.sql("UPDATE transaction_products SET product_id = 40 WHERE trxn_id = 11; DELETE FROM transactions WHERE trxn_id = 21;")
        self.assertEqual(self.counts(self.import_(SHELFCAST_POSTGRES_RECOUNT_HOURS="24"))[1], 0)
        done = self.import_()
        self.assertEqual(self.counts(done)[1], 2 + 2)
        self.assertIn("2 rejected: unknown_transaction", done.stdout)  # the lines that stayed behind are said, too
        self.assert_whole(rejected=2)

    def test_the_names_and_addresses_of_buyers_are_neither_asked_for_nor_allowed(self):
        self.cluster.sql(sales(1, 100) + "REVOKE ALL ON customers FROM PUBLIC;")
        self.import_()
        stored = b"".join(file.read_bytes() for file in self.data.rglob("*") if file.is_file())
        for secret in (b"Ada", b"Lovelace", b"example.org"):
            self.assertNotIn(secret, stored)

    def test_each_kind_of_table_may_live_in_a_database_of_its_own(self):
        self.cluster.sql("CREATE DATABASE goods; CREATE DATABASE shelves;")
        for database, tables in (("goods", ("products",)), ("shelves", ("categories",))):
            for table in tables:
                dump = subprocess.run([postgres.PROGRAMS / "pg_dump", "-t", table, self.cluster.url()], capture_output=True, text=True, check=True).stdout
                self.cluster.sql(dump, database=database)
                self.cluster.sql(f"DROP TABLE {table};")
        self.cluster.sql(sales(1, 100))
        config = self.folder / "shelfcast.toml"
        config.write_text(f"""data = "{self.data}"
[databases.DE]
products = "{self.cluster.url("reader", "goods")}"
categories = "{self.cluster.url("reader", "shelves")}"
""")
        done = self.shelfcast("import", "--config", config, "--marketplace", "DE", self.cluster.url("reader"))
        self.assertEqual(self.counts(done)[1], self.lines())
        self.assert_whole()


class Trouble(Postgres):
    def test_a_server_that_dies_in_mid_stream_is_unreachable_and_nothing_is_lost_or_doubled_when_it_is_back(self):
        self.cluster.sql(sales(1, LINES // 2))
        copying = "SELECT coalesce(max(tuples_processed), 0) FROM pg_stat_progress_copy;"
        environment = {k: v for k, v in os.environ.items() if k != "SHELFCAST_DATA"}
        command = [shop.BINARY, "import", "--data", self.data, "--marketplace", "DE", self.cluster.url("reader")]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as importing:
            while int(self.cluster.sql(copying)[0][0]) < 1000 and importing.poll() is None:
                pass
            self.cluster.stop()
            _, said = importing.communicate(timeout=60)
        self.assertEqual(importing.returncode, UNREACHABLE, said)
        self.assertIn("postgresql://", said)
        self.import_(expect=UNREACHABLE)
        self.cluster.start()
        self.assertEqual(sum(self.counts(self.import_())[1:]), self.lines())
        self.assertEqual(self.counts(self.import_())[1], 0)
        self.assert_whole()

    def test_a_password_is_refused_in_a_connection_and_never_repeated(self):
        for url in ("postgresql://ada:opensesame@localhost/shop", "postgresql://localhost/shop?password=opensesame", "postgresql://ada:open%sesame@["):
            done = self.import_(expect=USAGE, url=url)
            self.assertNotIn("sesame", done.stdout + done.stderr)
        self.assertIn("postgres.password_file", self.import_(expect=USAGE, url="postgresql://ada:opensesame@localhost/shop").stderr)

    def test_a_missing_column_is_named_with_its_table_and_the_nearest(self):
        self.cluster.sql("ALTER TABLE transaction_products RENAME quantity TO quantitty;")
        said = self.import_(expect=4).stderr
        self.assertRegex(said, r"transaction_products: the required column 'quantity' is missing \(is 'quantitty' meant to be it\?\)")

    def test_a_table_that_the_role_may_not_read_is_said(self):
        self.cluster.sql(sales(1, 10) + "REVOKE SELECT ON transactions FROM reader;")
        self.assertIn("permission denied for table transactions", self.import_(expect=4).stderr)


class Size(Postgres):
    def test_a_large_table_is_streamed_and_never_held_in_memory(self):
        self.cluster.sql(sales(1, LINES // 2, start="2024-01-01", days=700))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        done = self.import_()
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"{LINES} lines imported from PostgreSQL, at most {peak // 1024} MB of memory (before: {before // 1024} MB)")
        self.assertEqual(self.counts(done)[1], self.lines())
        self.assertLess(peak, 1 << 20, "the largest process so far, in kilobytes")
        self.assert_whole()


if __name__ == "__main__":
    shop.main()
