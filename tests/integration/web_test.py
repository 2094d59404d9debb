# SPDX-License-Identifier: Apache-2.0
"""The dashboard: what is committed is what its sources make, and in a real browser every view of it works."""
import os, pathlib, shutil, subprocess

import npm_tool, shop


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()}


class WebCase(shop.Case):
    def setUp(self):
        self.web = npm_tool.web()
        super().setUp()

    def npx(self, *command, **environment):
        done = subprocess.run(["npx", "--no-install", *command], cwd=self.web, capture_output=True, text=True, timeout=1800,
                              env=os.environ | environment)
        self.assertEqual(done.returncode, 0, f"{' '.join(command)}\n{done.stdout[-8000:]}\n{done.stderr[-4000:]}")

    def walk(self, data, *which):
        chromium = shutil.which("chromium")
        shop.need(chromium, "chromium")
        with shop.Server(data, "--now", "data-cut", environment=shop.QUIET) as server:
            self.npx("playwright", "test", "-c", "walk", *which, SHELFCAST_URL=server.url, CHROMIUM=chromium,
                     SHELFCAST_WALK_OUT=str(self.folder / "walk"), SHELFCAST_PICTURES=os.environ.get("SHELFCAST_PICTURES", "compare"),
                     SHELFCAST_PICTURES_AT=str(shop.ROOT / "web/walk/pictures"), SHELFCAST_PICTURES_OUT=str(shop.ROOT / "build/pictures"))


class Web(WebCase, shop.ShopCase):
    """A shop that promised a week before it began, and knows what happened in it, with promotions past and planned, and days out of stock."""

    DAYS = 150

    def setUp(self):
        super().setUp()
        self.shop.write("products.csv", [f"{100 + p},DE,Product {p},,,,{5 + p}.00,{3 + p}.50,{11 + p % 2},{1 + p % 2},2024-06-01T00:00:00Z,2025-05-01T00:00:00Z"
                                         for p in range(shop.PRODUCTS)])
        self.shop.add_days(9)
        self.shop.write("promotions.csv", [f"{kind}{p},DE,{p},{first},{last},0.2,2025-05-01T00:00:00Z" for p in range(100, 112)
                                           for kind, first, last in ((1, "2025-05-10", "2025-05-14"), (2, "2025-06-14", "2025-06-18"))],
                        "promotion_id,marketplace_id,product_id,start_date,end_date,discount,updated_at")
        self.shop.write("stock_levels.csv", [f"{p},DE,{day},{level}" for p in range(100, 112) for day, level in (("2025-04-20", 0), ("2025-04-24", 9))],
                        "product_id,marketplace_id,date,level")
        self.refreshed()

    def test_a_fresh_build_is_what_is_committed_and_the_logic_is_right(self):
        self.npx("vite", "build")
        fresh, committed = files_below(self.web / "dist"), files_below(shop.ROOT / "web/dist")
        self.assertEqual(sorted(fresh), sorted(committed), "run scripts/web")
        for name, text in fresh.items():
            self.assertEqual(text, committed[name], f"{name}: run scripts/web")
        self.npx("tsc", "--noEmit")
        self.npx("vitest", "run")

    def test_the_types_of_the_api_are_those_the_server_tells(self):
        with shop.Server(self.data, "--now", "data-cut", environment=shop.QUIET) as server:
            self.npx("openapi-typescript", f"{server.url}/openapi.json", "-o", "told.d.ts")
        self.assertEqual((self.web / "told.d.ts").read_text(), (self.web / "src/api/schema.d.ts").read_text(), "run scripts/web --types URL")

    def test_everything_works_in_a_browser(self):
        self.walk(self.data, "--project=desk-light", "keys.spec", "going.spec", "states.spec", "product.spec", "tags.spec", "alerts.spec", "settings.spec", "long.spec")

    def test_each_view_is_whole_for_everybody_and_looks_as_in_its_picture(self):
        """With SHELFCAST_PICTURES=renew the pictures are taken anew."""
        self.walk(self.data, "--project=desk-*", "--project=phone-*", "views.spec")


class Operating(WebCase):
    """A shop whose operator has something to do: rows set aside, two versions of a model, a load that is held."""

    LOADS_BEFORE = 4

    def setUp(self):
        super().setUp()
        self.data, warehouse = self.folder / "data", shop.Warehouse(self.folder / "warehouse")
        warehouse.write("transactions-odd.csv", ["99001,DE,7,2025-02-01T10:00:00Z,placed,,2025-02-01T10:00:00Z"])
        warehouse.write("transaction_products-odd.csv", [f"99001{line},99001,{100 + line},{line},-5.00,-5.00,sold,2025-02-01T10:00:00Z" for line in (1, 2)])
        self.shelfcast("import", "--data", self.data, "--marketplace", "DE", warehouse.folder)
        for _ in range(self.LOADS_BEFORE - 1):
            warehouse.add_days(7)
            self.refresh()
        warehouse.add_days_at_a_hundred_times_the_price(7, "dear")
        self.refresh()

    def refresh(self):
        self.shelfcast("refresh", "--data", self.data, "--now", "data-cut")

    def test_an_operator_does_in_a_browser_what_there_is_to_do(self):
        self.walk(self.data, "--project=acts")


if __name__ == "__main__":
    shop.main()
