# SPDX-License-Identifier: Apache-2.0
"""DuckDB's way: a table of the CSV, the daily aggregates of it, and the ten best of every category by week, month and year."""
import csv, sys, time

import duckdb

source, folder = sys.argv[1:]
db = duckdb.connect(folder + "/duck.db")
begin = time.perf_counter()
db.execute(f"CREATE TABLE line AS SELECT * FROM read_csv('{source}', types={{'unit_price': 'DECIMAL(12,2)'}})")
table = time.perf_counter() - begin
db.execute("CREATE TABLE daily AS SELECT product_id, any_value(category_id) AS category_id, CAST(order_time AS DATE) AS day,"
           " sum(quantity) AS units, CAST(sum(quantity * unit_price) * 100 AS BIGINT) AS amount FROM line GROUP BY product_id, day")
db.execute("CHECKPOINT")
print(f"import {time.perf_counter() - begin:.3f}")
print(f"table {table:.3f}")
tops = []
for frame in ("week", "month", "year"):
    begin = time.perf_counter()
    tops += [(frame, str(first), product, amount) for first, product, amount in db.execute(
        f"SELECT CAST(first AS DATE), product_id, amount FROM (SELECT *, row_number() OVER (PARTITION BY category_id, first ORDER BY amount DESC, product_id) AS place"
        f" FROM (SELECT category_id, product_id, date_trunc('{frame}', day) AS first, sum(amount) AS amount FROM daily GROUP BY ALL)) WHERE place <= 10").fetchall()]
    print(f"{frame} {time.perf_counter() - begin:.3f}")
with open(folder + "/duck-tops.csv", "w", newline="") as out:
    csv.writer(out).writerows(sorted(tops))
