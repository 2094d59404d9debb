// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace shelfcast::domain {

/// Whose tags: nobody else sees them.
struct TagOwner {
  std::string marketplace;
  std::string seller;  ///< its key; empty: the operators, who share theirs
};

/// A word that its owner gave products, and how many have it.
struct CountedTag {
  std::string tag;
  std::uint64_t products = 0;
};

/// Each of the products gets and loses each of these.
struct TagChange {
  std::vector<ProductId> products;
  std::vector<std::string> add;
  std::vector<std::string> remove;
};

}  // namespace shelfcast::domain
