# SPDX-License-Identifier: Apache-2.0
"""Every real data set, imported through its shipped mapping, is row by row what an independent reader makes of it."""
import importlib.util, io, lzma, sys

import shop

# Of the large sets some marketplaces in the fast run: small and large ones, and each state of m5.
FAST = {
    "m5": ["CA_1", "WI_3"],
    "walmart_2012": ["1", "14", "45"],
    "online_retail_II": ["France", "EIRE"],
    "jewelry_store": ["store"],
    "vn2": ["0", "1", "62"],
    "store_item_demand": ["3", "10"],
}
KEYS = ["marketplace", "category", "product", "date"]


class Mappings(shop.Case):
    def setUp(self):
        super().setUp()
        shop.need(importlib.util.find_spec("pandas"), "pandas (Debian package python3-pandas)")
        shop.need(shop.DATA.is_dir(), "the data sets (SHELFCAST_DATA or ../shared/data)")

    def read_csv(self, text):
        import pandas
        return pandas.read_csv(io.StringIO(text), dtype={key: str for key in KEYS}, keep_default_na=False)

    def imported(self, name, marketplaces, paths=None):
        for marketplace in marketplaces:
            done = self.shelfcast("import", "--data", self.folder / name, "--marketplace", marketplace, "--mapping", name,
                                  *(paths or [shop.DATA / name]))
            self.assertNotIn("rejected", done.stdout)
        return self.read_csv(self.shelfcast("export", "--data", self.folder / name, "--csv").stdout)

    def assert_same(self, ours, theirs):
        theirs = theirs.assign(date=theirs.date.astype(str).str[:10])
        # Where a day nets to nothing, sums of floats leave dust.
        theirs = theirs[(theirs.units != 0) | (theirs.amount.abs() > 1e-9)]
        both = ours.merge(theirs, on=KEYS, how="outer", suffixes=("", "_theirs"), indicator=True)
        self.assertEqual(both[both._merge != "both"].to_csv(index=False), both[:0].to_csv(index=False))
        self.assertLess((both.units - both.units_theirs).abs().max(), 1e-5)
        # Lines are rounded to the cent, the independent sums are not.
        self.assertLess((both.amount - both.amount_theirs).abs().max(), 0.0501)

    def agrees(self, name):
        sys.path.insert(0, str(shop.DATA))
        import panels
        theirs = panels.panel(name)
        marketplaces = sorted(theirs.marketplace.unique()) if shop.LONG else FAST[name]
        ours = self.imported(name, marketplaces)
        self.assertGreater(len(ours), 100)
        self.assert_same(ours, theirs[theirs.marketplace.isin(marketplaces)])
        return ours

    def test_m5_by_day_and_by_month_before_the_days(self):
        import pandas
        self.agrees("m5")
        exported = self.shelfcast("export", "--data", self.folder / "m5", "--marketplace", "WI_3", "--months").stdout
        ours = pandas.read_csv(io.StringIO(exported)).pivot(index="category", columns="month", values="units").fillna(0)
        theirs = pandas.read_csv(shop.DATA / "m5" / "sales_monthly_validation_wide.csv.xz")
        theirs = theirs[theirs.store_id == "WI_3"].groupby("dept_id")[list(ours.columns)].sum()
        self.assertEqual((len(ours), ours.columns.min(), len(ours.columns)), (7, "2011-02", 63))
        self.assertEqual((ours - theirs).abs().to_numpy().max(), 0)

    def test_walmart_2012_with_weeks_below_zero(self):
        self.assertTrue((self.agrees("walmart_2012").units < 0).any())

    def test_online_retail_II_with_cancelled_invoices(self):
        self.assertTrue((self.agrees("online_retail_II").units < 0).any())

    def test_jewelry_store_with_orders_of_several_equal_lines(self):
        self.agrees("jewelry_store")

    def test_vn2(self):
        self.agrees("vn2")

    def test_every_week_of_vn2_is_in_stock_or_not_as_its_flags_say(self):
        import pandas
        name, marketplaces = "vn2", sorted(FAST["vn2"])
        sold = self.imported(name, marketplaces)
        exported = self.shelfcast("export", "--data", self.folder / name, "--stock").stdout
        states = pandas.read_csv(io.StringIO(exported), dtype={"marketplace": str, "product": str})
        flags = pandas.read_csv(shop.DATA / name / "in_stock.csv.xz", dtype={"Store": str, "Product": str})
        flags = flags[flags.Store.isin(marketplaces)].melt(id_vars=["Store", "Product"], var_name="week", value_name="flag")
        known = set(map(tuple, sold[["marketplace", "product"]].drop_duplicates().values))
        flags = flags[[pair in known for pair in zip(flags.Store, flags.Product)]]
        ours = flags.merge(states, left_on=["Store", "Product", "week"], right_on=["marketplace", "product", "from"], how="left")
        ours = ours.sort_values(["Store", "Product", "week"])
        ours["in_stock"] = ours.groupby(["Store", "Product"]).in_stock.ffill()  # a row holds until the next one
        self.assertGreater((ours.flag == 0).sum(), 100)
        self.assertEqual(ours[ours.in_stock != ours.flag].to_csv(index=False), ours[:0].to_csv(index=False))
        self.imported(name, marketplaces)
        self.assertEqual(self.shelfcast("export", "--data", self.folder / name, "--stock").stdout, exported)

    def test_store_item_demand(self):
        self.agrees("store_item_demand")

    def test_olist_by_sellers_and_in_its_own_spelling(self):
        import pandas
        folder = shop.DATA / "olist"
        items = pandas.read_csv(folder / "olist_order_items_dataset.csv.xz", parse_dates=["shipping_limit_date"])
        products = pandas.read_csv(folder / "olist_products_dataset.csv.xz")[["product_id", "product_category_name"]]
        items = items.merge(products, on="product_id", how="left").assign(
            marketplace="BR", product=lambda t: t.product_id, category=lambda t: t.product_category_name.fillna("unknown"),
            date=lambda t: t.shipping_limit_date.dt.date.astype(str), units=1, amount=lambda t: t.price)
        theirs = items.groupby(KEYS, as_index=False)[["units", "amount"]].sum()
        self.assert_same(self.imported("olist", ["BR"]), theirs)

    def test_the_same_files_again_change_nothing_and_grown_ones_only_what_is_new(self):
        name = "online_retail_II"
        text = lzma.open(next((shop.DATA / name).glob("*.csv.xz"))).read().decode().splitlines(keepends=True)
        lines = [text[0], *[line for line in text if line.rstrip().endswith(",EIRE")]]
        file = self.folder / "online_retail_II_eire.csv"
        file.write_text("".join(lines[:4000]))
        before = self.imported(name, ["EIRE"], [file])
        self.assertIn(" 0 counted", self.shelfcast("import", "--data", self.folder / name, "--marketplace", "EIRE", "--mapping", name, file).stdout)
        self.assertTrue(before.equals(self.imported(name, ["EIRE"], [file])))
        file.write_text("".join(lines))
        grown = self.imported(name, ["EIRE"], [file])
        whole = self.folder / "whole"
        self.shelfcast("import", "--data", whole, "--marketplace", "EIRE", "--mapping", name, file)
        self.assertTrue(grown.equals(self.read_csv(self.shelfcast("export", "--data", whole).stdout)))
        self.assertGreater(len(grown), len(before))


if __name__ == "__main__":
    shop.main()
