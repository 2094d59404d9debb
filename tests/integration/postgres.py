# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL server of the test's own: in a temporary folder, over a socket there, never over the network."""
import os, pathlib, pwd, shutil, signal, subprocess, tempfile, time

import shop

PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
TABLES = """
CREATE TABLE marketplaces (marketplace_id text PRIMARY KEY, name text, region text, currency text, language text, time_zone text,
  week_start text, lag_hours int);
CREATE TABLE sellers (seller_id bigint PRIMARY KEY, marketplace_id text NOT NULL, name text, created_at timestamptz, updated_at timestamptz);
CREATE TABLE categories (category_id bigint PRIMARY KEY, marketplace_id text NOT NULL, name text, description text, parent_category_id bigint,
  level int, category_path text, updated_at timestamptz);
CREATE TABLE products (product_id bigint PRIMARY KEY, marketplace_id text NOT NULL, name text, description text, brand text, colour text,
  current_price numeric(12,2) NOT NULL, unit_cost numeric(12,2), category_id bigint NOT NULL, seller_id bigint, created_at timestamptz,
  updated_at timestamptz);
CREATE TABLE customers (customer_id bigint PRIMARY KEY, marketplace_id text NOT NULL, name text, email text);
CREATE TABLE transactions (trxn_id bigint PRIMARY KEY, marketplace_id text NOT NULL, customer_id bigint, transaction_time timestamptz NOT NULL,
  status text, total_price numeric(12,2), updated_at timestamptz NOT NULL);
CREATE TABLE transaction_products (trxn_product_id bigint PRIMARY KEY, trxn_id bigint NOT NULL, product_id bigint NOT NULL,
  quantity numeric(12,3) NOT NULL, unit_price numeric(12,2), line_total numeric(12,2), status text, updated_at timestamptz NOT NULL);
CREATE INDEX ON transactions (updated_at);
CREATE INDEX ON transaction_products (updated_at);
CREATE INDEX ON transaction_products (trxn_id);
"""


class Cluster:
    """Started when it is made; `stop` and `start` as a server goes down and comes back."""

    def __init__(self):
        shop.need((PROGRAMS / "postgres").exists(), "PostgreSQL 15 (postgresql-15)")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="shelfcast-pg-"))
        self.server = None
        self.drop = []
        if os.getuid() == 0:  # which PostgreSQL refuses to run as
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.drop = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        self.folder.chmod(0o755)
        self.run("initdb", "-D", self.folder / "data", "-U", "owner", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
        self.start()

    def run(self, program, *arguments):
        subprocess.run([*self.drop, PROGRAMS / program, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self):
        deathsig = ["--pdeathsig=QUIT"] if self.drop else []
        settings = ["listen_addresses=", f"unix_socket_directories={self.folder}", "fsync=off", "log_min_messages=fatal"]
        self.server = subprocess.Popen([*self.drop, *deathsig, PROGRAMS / "postgres", "-D", self.folder / "data",
                                        *[word for setting in settings for word in ("-c", setting)]],
                                       cwd=self.folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while subprocess.run([PROGRAMS / "pg_isready", "-q", "-h", self.folder, "-t", "1"]).returncode != 0:
            assert time.monotonic() < deadline and self.server.poll() is None, "PostgreSQL did not start"

    def stop(self):
        """At once, as a server that dies: its clients are cut off."""
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGQUIT)
        self.server.wait(timeout=60)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, user="owner", database="postgres"):
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def sql(self, script, database="postgres"):
        """Runs a script; the rows of its last answer as lists of text."""
        done = subprocess.run([PROGRAMS / "psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", self.url(database=database)],
                              input=script, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines()]
