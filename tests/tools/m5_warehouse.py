# SPDX-License-Identifier: Apache-2.0
"""Writes stores of the m5 data set as warehouses of files: one folder per store, one order per day.

    python3 m5_warehouse.py M5_FOLDER OUT STORE...
"""
import pathlib, sys
import numpy as np
import pandas as pd

LONG_AGO = "2010-01-01T00:00:00Z"  # prices and events are known ahead


def read(folder):
    folder = pathlib.Path(folder)
    calendar = pd.read_csv(folder / "calendar.csv.xz")
    sales = pd.read_csv(folder / "sales_daily_d1495_d1913.csv.xz")
    prices = pd.read_csv(folder / "sell_prices.csv.xz")
    return calendar, sales, prices


def holidays(calendar, store):
    rows = [(date, name) for column in ("event_name_1", "event_name_2") for date, name in zip(calendar.date, calendar[column])
            if isinstance(name, str)]
    rows += [(date, "SNAP") for date in calendar.date[calendar[f"snap_{store[:2]}"] == 1]]
    return pd.DataFrame(rows, columns=["date", "name"]).sort_values(["date", "name"])


def write_store(out, store, calendar, sales, prices):
    out = pathlib.Path(out) / store
    out.mkdir(parents=True, exist_ok=True)
    weeks = calendar.groupby("wm_yr_wk").date.min()
    prices = prices[prices.store_id == store].copy()
    prices["valid_from"] = weeks.reindex(prices.wm_yr_wk).values
    first_price = prices.groupby("item_id").valid_from.min()
    last_price = prices.sort_values("valid_from").groupby("item_id").sell_price.last()

    def write(name, frame):
        frame.to_csv(out / name, index=False)

    write("marketplaces.csv", pd.DataFrame({"marketplace_id": [store], "name": [store], "currency": ["USD"], "time_zone": ["UTC"],
                                            "week_start": ["saturday"]}))
    own = sales[sales.store_id == store]
    write("categories.csv", pd.DataFrame({"category_id": own.dept_id.unique(), "marketplace_id": store}).assign(name=lambda f: f.category_id, updated_at=LONG_AGO))
    write("products.csv", pd.DataFrame({"product_id": own.item_id, "marketplace_id": store, "name": own.item_id, "current_price": last_price.reindex(own.item_id).values,
                                        "category_id": own.dept_id, "seller_id": store, "created_at": first_price.reindex(own.item_id).values, "updated_at": LONG_AGO}))
    changes = prices[prices.sell_price != prices.groupby("item_id").sell_price.shift()]
    write("price_history.csv", pd.DataFrame({"product_id": changes.item_id, "marketplace_id": store, "valid_from": changes.valid_from,
                                             "price": changes.sell_price, "updated_at": LONG_AGO}))
    write("holidays.csv", holidays(calendar, store).assign(marketplace_id=store, updated_at=LONG_AGO))

    days = [c for c in own.columns if c.startswith("d_")]
    units = own[days].to_numpy()
    item, day = np.nonzero(units)
    dates = calendar.set_index("d").loc[days]
    lines = pd.DataFrame({"item_id": own.item_id.to_numpy()[item], "date": dates.date.to_numpy()[day], "wm_yr_wk": dates.wm_yr_wk.to_numpy()[day],
                          "quantity": units[item, day]}).merge(prices[["item_id", "wm_yr_wk", "sell_price"]], on=["item_id", "wm_yr_wk"], how="left")
    lines = lines.sort_values(["date", "item_id"])
    write("transactions.csv", pd.DataFrame({"trxn_id": sorted(lines.date.unique())}).assign(marketplace_id=store, transaction_time=lambda f: f.trxn_id))
    write("transaction_products.csv", pd.DataFrame({"trxn_product_id": lines.item_id, "trxn_id": lines.date, "product_id": lines.item_id,
                                                    "quantity": lines.quantity, "unit_price": lines.sell_price}))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    calendar, sales, prices = read(sys.argv[1])
    for store in sys.argv[3:]:
        write_store(sys.argv[2], store, calendar, sales, prices)
        print(store)
