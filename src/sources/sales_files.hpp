// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/folder.hpp"
#include "sources/table.hpp"

namespace shelfcast::sources {

/// Tells the sink every line of one part, joined with the part's transactions.
Result<void> read_sales(const Reading& reading, const Part& part);

}  // namespace shelfcast::sources
