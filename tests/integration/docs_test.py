# SPDX-License-Identifier: Apache-2.0
"""The page of the API, as its modules run."""
import json, shutil, subprocess

import shop

MODULE = shop.ROOT / "src/dashboard/page/answer_text.js"
TRY = """
import { textOf } from %s;
const shown = async (path) => textOf(await fetch(process.argv[1] + path), 300);
console.log(JSON.stringify({ stream: await shown("/api/v1/events"), whole: await shown("/livez") }));
"""


class Docs(shop.ShopCase):
    DAYS = 60

    def test_trying_what_streams_ends_and_shows_what_came(self):
        shop.need(shutil.which("node"), "node")
        with shop.Server(self.data, "--now", "data-cut") as server:
            done = subprocess.run(["node", "--input-type=module", "-e", TRY % json.dumps(MODULE.as_uri()), server.url],
                                  capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 0, done.stderr)
        shown = json.loads(done.stdout)
        self.assertIn("\n\n", shown["stream"])
        self.assertTrue(shown["whole"])


if __name__ == "__main__":
    shop.main()
