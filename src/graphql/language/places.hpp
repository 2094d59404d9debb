// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/error.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace shelfcast::graphql {

/// Finds lines and columns of bytes of a text. Made when there is something to complain of: costs one pass over the
/// text, and then a binary search and a short walk each, however long the lines are.
class Places {
 public:
  explicit Places(std::string_view text);
  [[nodiscard]] Location of(std::uint32_t at) const;

 private:
  struct Mark {
    std::uint32_t at;
    std::uint32_t line;
    std::uint32_t column;
  };
  std::string_view text_;
  std::vector<Mark> marks_;  // the beginning of each line, and now and then within long ones
};

}  // namespace shelfcast::graphql
