"""What the benchmarks of http share: data, servers on a core of their own, and the load."""
import json
import os
import pathlib
import random
import subprocess
import sys
import time
import urllib.request

OURS = 18089
SERVERS, LOADS = ["taskset", "-c", "0"], ["taskset", "-c", "1"]

shelfcast = pathlib.Path(sys.argv[1]).resolve()
load = shelfcast.parent / "bench" / "bench_http_load"
COUNTED = {"SHELFCAST_IDENTITY_REQUIRED": "on", "SHELFCAST_LIMITS_PRO_PER_HOUR": "1000000000"}
KEY = "SHELFCAST_BENCH_KEY"  # of whoever asks, where all are asked for one


def make_data(folder, products, lines):
    if (folder / "data").exists():
        return folder / "data"
    for step in (["simulate", "--out", folder / "warehouse", "--products", products, "--lines", lines, "--days", "400"],
                 ["import", "--data", folder / "data", "--marketplace", "DE", folder / "warehouse"],
                 ["refresh", "--data", folder / "data", "--now", "data-cut"]):
        subprocess.run([shelfcast, *map(str, step)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "data"


def start(command, port, **environment):
    server = subprocess.Popen(SERVERS + list(map(str, command)), env=os.environ | environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return server
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nobody answers on port {port}")


def serve(data, *more, **environment):
    return start([shelfcast, "serve", "--data", data, "--now", "data-cut", "--port", OURS, *more], OURS,
                 SHELFCAST_LOG_LEVEL="warning", **(COUNTED if KEY in os.environ else {}), **environment)


def processor_seconds(server):
    """Of all its threads: what a request costs, also where others take turns on the core."""
    nanoseconds = (int((task / "schedstat").read_text().split()[0]) for task in pathlib.Path(f"/proc/{server.pid}/task").iterdir())
    return sum(nanoseconds) / 1e9


def wait_for_quiet(server):
    """After a start it looks at all that may be wrong, which is not what is measured."""
    deadline = time.monotonic() + 120
    used = processor_seconds(server)
    while time.monotonic() < deadline:
        time.sleep(1)
        before, used = used, processor_seconds(server)
        if used - before < 0.05:
            return
    raise SystemExit("the server does not come to rest")


def ask_with_key(data):
    """From now on, and counted."""
    made = subprocess.run([shelfcast, "keys", "create", "bench", "--role", "analyst", "--tier", "pro", "--data", data],
                          check=True, stdout=subprocess.PIPE, text=True)
    os.environ[KEY] = made.stdout.strip()


def stop(server):
    server.terminate()
    server.wait()


def ask(port, target):
    headers = {"Authorization": f"Bearer {os.environ[KEY]}"} if KEY in os.environ else {}
    with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{target}", headers=headers)) as answer:
        return {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def loaded(port, targets, seconds, connections, rate=0, peak=1):
    """What the load saw: requests a second, latencies in ms, and what went wrong."""
    arguments = map(str, (port, seconds, connections, rate, peak))
    return json.loads(subprocess.run(LOADS + [str(load), *arguments], input="\n".join(targets), text=True, stdout=subprocess.PIPE,
                                     check=True).stdout)


def pages_of(categories_in_all, size):
    """Random pages of random categories, in any time frame."""
    chance = random.Random(1)
    targets = []
    for category, products in chance.choices(categories_in_all, k=size):
        page = chance.randint(1, max(1, products // 5))
        frame = chance.choice(["day", "week", "month", "quarter", "half", "year"])
        targets.append(f"/api/v1/predictions/customer/{chance.randint(1, 9999)}/DE/categories/{category}/products"
                       f"?timeFrame={frame}&page={page}")
    return targets


def categories():
    listed = json.loads(ask(OURS, "/api/v1/predictions/customer/1/marketplace/DE/categories?timeFrame=week&limit=100")[1])
    of = "/api/v1/predictions/customer/1/DE/categories/{}/products?timeFrame=week"
    return [(c["categoryId"], json.loads(ask(OURS, of.format(c["categoryId"]))[1])["totalProducts"]) for c in listed["categories"]]
