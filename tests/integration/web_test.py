# SPDX-License-Identifier: Apache-2.0
"""The dashboard: what is committed is what its sources make, and in a real browser every view of it works."""
import os, pathlib, shutil, subprocess

import npm_tool, shop


def files_below(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()}


class Web(shop.ShopCase):
    DAYS = 150

    def setUp(self):
        self.web = npm_tool.web()
        super().setUp()

    def npx(self, *command, **environment):
        done = subprocess.run(["npx", "--no-install", *command], cwd=self.web, capture_output=True, text=True, timeout=1800,
                              env=os.environ | environment)
        self.assertEqual(done.returncode, 0, f"{' '.join(command)}\n{done.stdout[-8000:]}\n{done.stderr[-4000:]}")

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

    def test_every_view_works_in_a_browser(self):
        chromium = shutil.which("chromium")
        shop.need(chromium, "chromium")
        with shop.Server(self.data, "--now", "data-cut", environment=shop.QUIET) as server:
            self.npx("playwright", "test", "-c", "walk", SHELFCAST_URL=server.url, CHROMIUM=chromium,
                     SHELFCAST_WALK_OUT=str(self.folder / "walk"))


if __name__ == "__main__":
    shop.main()
