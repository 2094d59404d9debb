// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/mapped_rows.hpp"
#include "sources/product_teller.hpp"

namespace shelfcast::sources {

/// Where the rows of one view and file go.
struct ViewFile {
  const Reading& reading;
  const MappedRows::Lookups& lookups;
  Marketplaces& marketplaces;
  TableFile file;
};

Result<void> read_sales_view(const ViewFile& at, const SalesView& sales, ProductTeller& products);
Result<void> read_prices_view(const ViewFile& at, const PricesView& prices);
Result<void> read_stock_view(const ViewFile& at, const StockView& stock);
/// Sums up what each category sold in each month; all rows of a month stand in one file.
Result<void> read_months_view(const ViewFile& at, const View& view);
Result<void> read_holidays_view(const ViewFile& at, const View& view);

}  // namespace shelfcast::sources
