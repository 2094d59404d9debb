# SPDX-License-Identifier: Apache-2.0
"""Prometheus' own tool accepts our metrics, after a cycle and some requests."""
import shutil, subprocess

import shop


class Metrics(shop.Case):
    def test_promtool_finds_nothing_to_say(self):
        shop.need(shutil.which("promtool"), "promtool (Debian package prometheus)")
        data = self.folder / "data"
        warehouse = shop.Warehouse(self.folder / "warehouse", days=70)
        with shop.Server(data, "--now", "data-cut") as server:
            self.shelfcast("import", "--data", data, "--marketplace", "DE", warehouse.folder)
            self.shelfcast("refresh", "--data", data)
            server.categories()
            server.ask("/nowhere")
            text = server.ask("/metrics")[2]
        for name in ("shelfcast_http_requests_total", "shelfcast_http_request_duration_seconds_bucket", "shelfcast_cycles_total",
                     "shelfcast_cycle_step_duration_seconds_bucket", "shelfcast_ingest_rows_total", "shelfcast_build_info"):
            self.assertIn(name, text)
        self.assertIn('code="404"', text)
        checked = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        self.assertEqual((checked.returncode, checked.stdout, checked.stderr), (0, "", ""))


if __name__ == "__main__":
    shop.main()
