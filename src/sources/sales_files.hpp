// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/table.hpp"

namespace shelfcast::sources {

/// The two files of one part of the sales.
struct SalesFiles {
  TableFile transactions;
  TableFile lines;
};

/// Tells the sink every line of one part, joined with the part's transactions.
Result<void> read_sales(const Reading& reading, const SalesFiles& part);

}  // namespace shelfcast::sources
