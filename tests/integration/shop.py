# SPDX-License-Identifier: Apache-2.0
"""What the tests of the whole binary share: running it, a small warehouse, a server to ask."""
import csv, datetime, json, os, pathlib, random, re, shutil, signal, subprocess, sys, tempfile, threading, time, unittest, urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("SHELFCAST_BINARY", str(ROOT / "build/release/shelfcast"))
DATA = pathlib.Path(os.environ.get("SHELFCAST_DATA", ROOT / "../shared/data")).resolve()
LONG = bool(os.environ.get("SHELFCAST_LONG"))
TOOLS = pathlib.Path(os.environ.get("SHELFCAST_TOOLS", pathlib.Path(BINARY).parent / "tests"))
KILLED = 137


def need(there, what):
    """Skips the test loudly where its tool or data is missing; under --strict that is a failure."""
    if there:
        return
    if os.environ.get("SHELFCAST_STRICT"):
        raise AssertionError(f"{what} is missing, and --strict allows no skipping")
    print(f"SKIPPED: {what} is missing", file=sys.stderr)
    raise unittest.SkipTest(f"{what} is missing")


def run(*arguments, environment=None, timeout=600):
    """Runs the binary; its standard output, standard error and exit code."""
    env = {k: v for k, v in os.environ.items() if k != "SHELFCAST_DATA"} | (environment or {})
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, env=env, timeout=timeout)


def preloaded(tool, **environment):
    """The environment of a process that a tool of tests/tools/faults is loaded into."""
    library = TOOLS / f"{tool}.so"
    need(library.exists(), f"{library} (build the target fault_tools)")
    return {"LD_PRELOAD": str(library)} | environment


def memory_folder():
    """Where a file system lies in memory, if there is room: who kills processes only needs no disk, and waits for none."""
    memory = pathlib.Path("/dev/shm")
    return memory if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30 else None


class Case(unittest.TestCase):
    """A test with a folder of its own."""

    PLACE = None  # where its folder is made; None: wherever temporary files go

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="shelfcast-", dir=self.PLACE))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def shelfcast(self, *arguments, expect=0, environment=None):
        done = run(*arguments, environment=environment)
        self.assertEqual(done.returncode, expect, f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done


HEADERS = {
    "marketplaces.csv": "marketplace_id,name,region,currency,language,time_zone,week_start,lag_hours",
    "sellers.csv": "seller_id,marketplace_id,name,created_at,updated_at",
    "categories.csv": "category_id,marketplace_id,name,description,parent_category_id,level,category_path,updated_at",
    "products.csv": "product_id,marketplace_id,name,description,brand,colour,current_price,unit_cost,category_id,seller_id,created_at,updated_at",
    "transactions": "trxn_id,marketplace_id,customer_id,transaction_time,status,total_price,updated_at",
    "transaction_products": "trxn_product_id,trxn_id,product_id,quantity,unit_price,line_total,status,updated_at",
}
PRODUCTS = 12


class Warehouse:
    """A small shop: two shelves of six products each, sold every day with a weekly rhythm."""

    def __init__(self, folder, first="2025-01-01", days=120):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.first, self.next_order = datetime.date.fromisoformat(first), 1
        self.write("marketplaces.csv", ["DE,Germany,EU,EUR,de,Europe/Berlin,monday,0"])
        self.write("sellers.csv", ["1,DE,Anna's,2024-01-01T00:00:00Z,2024-01-01T00:00:00Z", "2,DE,\"Bo, Co\",2024-01-01T00:00:00Z,2024-01-01T00:00:00Z"])
        self.write("categories.csv", ["10,DE,All,,,0,All,2024-01-01T00:00:00Z", "11,DE,Mugs,,10,1,All/Mugs,2024-01-01T00:00:00Z",
                                      "12,DE,Tea,,10,1,All/Tea,2024-01-01T00:00:00Z"])
        self.write("products.csv", [f"{100 + p},DE,Product {p},,,,{5 + p}.00,,{11 + p % 2},{1 + p % 2},2024-06-01T00:00:00Z,2024-06-01T00:00:00Z"
                                    for p in range(PRODUCTS)])
        self.add_days(days)

    def write(self, name, rows, header=None):
        (self.folder / name).write_text("\n".join([header or HEADERS[name.split("-")[0] if "-" in name else name], *rows]) + "\n")

    def part(self, name, orders):
        """Writes a part: orders of (time, [(product, quantity)])."""
        head, body = [], []
        for time, lines in orders:
            order, self.next_order = self.next_order, self.next_order + 1
            head.append(f"{order},DE,7,{time},placed,,{time}")
            body += [f"{order * 100 + i},{order},{p},{q},{p - 95}.00,{q * (p - 95)}.00,sold,{time}" for i, (p, q) in enumerate(lines)]
        self.write(f"transactions-{name}.csv", head)
        self.write(f"transaction_products-{name}.csv", body)
        return len(body)

    def add_days(self, days, name=None):
        """Continues the shop by some days, as one part; the number of its lines."""
        draw = random.Random(self.first.toordinal())
        orders = []
        for offset in range(days):
            day = self.first + datetime.timedelta(days=offset)
            for p in range(PRODUCTS):
                mean = (PRODUCTS - p) * (1.5 if day.weekday() >= 5 else 0.8)
                for _ in range(draw.randint(0, int(mean))):
                    orders.append((f"{day}T{draw.randint(8, 19):02}:{draw.randint(0, 59):02}:00Z", [(100 + p, draw.randint(1, 2))]))
        self.first += datetime.timedelta(days=days)
        return self.part(name or str(self.first), orders)

    def add_days_at_a_hundred_times_the_price(self, days, name):
        """The number of their lines; no cycle lets them in unasked."""
        lines = self.add_days(days, name)
        file = self.folder / f"transaction_products-{name}.csv"
        header, *rows = file.read_text().splitlines()
        cells = [row.split(",") for row in rows]
        for row in cells:
            row[4], row[5] = f"{float(row[4]) * 100:.2f}", f"{float(row[5]) * 100:.2f}"
        file.write_text("\n".join([header, *map(",".join, cells)]) + "\n")
        return lines


class ShopCase(Case):
    """A test with a small shop that is imported and refreshed once."""

    DAYS = 120

    def setUp(self):
        super().setUp()
        self.shop = Warehouse(self.folder / "shop", days=self.DAYS)
        self.data = self.folder / "data"
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.shop.folder)
        self.cycle = self.refreshed()

    def refreshed(self, *more):
        """Runs a cycle; its id."""
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut", *more)
        return (self.data / "tables" / "DE" / "current").read_text().strip()


QUIET = {"SHELFCAST_REFRESH_EVERY_HOURS": "0", "SHELFCAST_REFRESH_LIVE_MINUTES": "0"}  # no cycle by itself


class LiveCase(Case):
    """A test with a small shop that sold until yesterday, is refreshed once, and takes orders."""

    DAYS = 120

    def setUp(self):
        super().setUp()
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=1))).date()
        self.warehouse = Warehouse(self.folder / "warehouse", first=str(today - datetime.timedelta(days=self.DAYS)), days=self.DAYS)
        self.data = self.folder / "data"
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", self.warehouse.folder)
        self.shelfcast("refresh", "--data", self.data)
        self.orders = 0

    def order(self, server, product, quantity):
        self.orders += 1
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        status, _, body = server.ask("/v1/orders", "POST", {
            "orderId": f"live-{self.orders}", "merchantId": str(1 + product % 2), "orderTime": now,
            "currency": "EUR", "items": [{"lineId": "1", "productId": str(product), "quantity": quantity, "unitPrice": 5 + product - 100}]})
        self.assertEqual(status, 201, body)


class NotStarted(AssertionError):
    """A server ended before it served."""

    def __init__(self, code, log):
        super().__init__(f"the server did not start, exit code {code}:\n" + "".join(log))
        self.code, self.log = code, log


class Server:
    """A running `shelfcast serve`, on a free port where none is given."""

    def __init__(self, data, *more, environment=None, port=0):
        env = {k: v for k, v in os.environ.items() if k != "SHELFCAST_DATA"} | {"SHELFCAST_LOG_FORMAT": "json"} | (environment or {})
        self.process = subprocess.Popen([BINARY, "serve", "--data", str(data), "--port", str(port), *more], stderr=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, text=True, env=env)
        self.log, self.url, self.news = [], None, threading.Condition()
        for line in self.process.stderr:
            self.log.append(line)
            if '"serving"' in line:
                self.url = json.loads(line)["url"]
                break
        if self.url is None:
            raise NotStarted(self.stop(), self.log)
        self.reader = threading.Thread(target=self.read_log, daemon=True)
        self.reader.start()

    def read_log(self):
        for line in self.process.stderr:
            with self.news:
                self.log.append(line)
                self.news.notify_all()
        with self.news:
            self.news.notify_all()  # it has ended

    def until(self, ask, what, patience=60):
        """Asks whenever the server logs something, and each second, until it is so: what happens in seconds must not take a minute."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            with self.news:
                seen = len(self.log)
            if found := ask():
                return found
            with self.news:
                if len(self.log) == seen:
                    self.news.wait(timeout=1)
        raise AssertionError(f"{what} did not come about:\n" + "".join(self.log[-20:]))

    def logged(self, *words):
        """The first line of the log in which all these words stand."""
        with self.news:
            return next((line for line in self.log if all(word in line for word in words)), None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        if self.url:
            self.reader.join(timeout=5)
        self.process.stderr.close()
        return code

    def ask(self, path, method="GET", body=None, headers=None):
        """-> (status, headers, body); never raises for a status."""
        request = urllib.request.Request(self.url + path, method=method, headers=headers or {},
                                         data=None if body is None else json.dumps(body).encode())
        if body is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()

    def json(self, path):
        status, _, body = self.ask(path)
        assert status == 200, f"{path}: {status} {body}"
        return json.loads(body)

    def categories(self, frame="week", window="rolling", more=""):
        return self.json(f"/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame={frame}&window={window}{more}")

    def products(self, category, frame="week", window="rolling", more=""):
        return self.json(f"/api/v1/predictions/customer/1/DE/categories/{category}/products?timeFrame={frame}&window={window}{more}")


def main():
    """unittest.main, with exit code 77 where every test was skipped."""
    result = unittest.main(exit=False).result
    everything_skipped = result.testsRun > 0 and len(result.skipped) == result.testsRun
    sys.exit(77 if everything_skipped else 0 if result.wasSuccessful() else 1)
