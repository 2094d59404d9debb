// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// Splits rows of COPY's text format: tabs between cells, a line feed behind them, backslashes before what is special,
/// \N for NULL, which becomes "". Used again for every row; what `split` returns holds until the next.
class CopyRow {
 public:
  std::span<const std::string_view> split(std::string_view row);

 private:
  std::string_view unescaped(std::string_view cell);

  std::vector<std::string_view> cells_;
  std::deque<std::string> texts_;  // of the cells with backslashes: their addresses stay while more are added
};

}  // namespace shelfcast::sources
