// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace shelfcast::domain {

/// What a load of a source looks like from afar: what it is held against the earlier ones by.
struct LoadProfile {
  std::uint64_t lines = 0;
  std::uint64_t unreadable = 0;     ///< rows that could not be read at all
  std::uint64_t without_price = 0;  ///< lines with neither price nor total
  std::uint64_t days = 0;           ///< on which its lines were sold
  Micro units = 0;
  Minor amount = 0;
  std::uint64_t sold_products = 0;   ///< different ones among its lines
  std::uint64_t known_products = 0;  ///< of these, such as were known before
  std::uint64_t told_products = 0;   ///< rows about products that were known before
  std::uint64_t price_jumps = 0;     ///< of these, such as at least doubled or halved their price
  std::uint64_t categories_before = 0;
  std::uint64_t new_categories = 0;
};

enum class LoadState : std::uint8_t { accepted, held, rejected };

/// One thing that looks broken: a sentence with both numbers.
struct LoadFinding {
  std::string what;  ///< a stable word: `fewer_rows`, `unknown_products`, ...
  std::string sentence;
};

/// A load of a source, as it is kept.
struct Load {
  std::int64_t id = 0;
  std::string marketplace;
  std::string source;
  Instant read_at;
  LoadState state = LoadState::accepted;
  LoadProfile profile;
  std::vector<LoadFinding> findings;
};

}  // namespace shelfcast::domain
