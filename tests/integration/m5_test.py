# SPDX-License-Identifier: Apache-2.0
"""On real sales (m5), forecasts beat the best naive rival by product, and are no worse by category."""
import importlib.util, os, sys

import shop

sys.path.insert(0, str(shop.ROOT / "tests/tools"))


class M5(shop.Case):
    def test_forecasts_of_real_stores_beat_the_naive_rivals(self):
        shop.need(importlib.util.find_spec("pandas"), "pandas (Debian package python3-pandas)")
        shop.need((shop.DATA / "m5").is_dir(), "the m5 data set (SHELFCAST_DATA or ../shared/data)")
        import m5_accuracy
        stores = m5_accuracy.STORES if shop.LONG else ["CA_1", "TX_2", "WI_3"]
        wins, categories = m5_accuracy.evaluate(shop.BINARY, shop.DATA, self.folder / "m5", stores, m5_accuracy.CUTS, table=shop.LONG)
        print("stores won:", wins, "category WAPE over the rival's:", categories)
        for measure, share in wins.items():
            self.assertGreaterEqual(share, 0.8 if shop.LONG else 0.6, measure)
        self.assertLessEqual(sum(categories.values()) / len(categories), 1.0 if shop.LONG else 1.03, categories)


if __name__ == "__main__":
    shop.main()
