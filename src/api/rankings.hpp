// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/ranked.hpp"
#include "shelfcast/base/lru_cache.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::api {

/// Rankings of which somebody has seen a page, whole and in order: every other page is then a few steps. The least
/// recently used ones go first. Any thread.
class Rankings {
 public:
  /// Of a category's products, or of the categories where none is named. With what was sold beside,
  /// where the choice has it.
  RankedPage page(const Choice& choice, const Question& question, std::optional<std::size_t> category);

  /// The same of all products, whatever their category.
  RankedPage best_products(const Choice& choice, const Question& question);

  /// The place of a product among those of its own category, by expected amount: 1 is the best.
  std::size_t place_in_category(const predictions::TablePtr& table, std::size_t product, const Period& period);

  /// The place of a category among all: 1 is the best.
  std::size_t place_of_category(const Choice& choice, std::size_t category);

  /// Makes of the next table what is kept of the last one.
  void rank_again(const predictions::Table& last, const predictions::TablePtr& next);

 private:
  RankedPage page(const Choice& choice, const Question& question, const RankedOf& of);
  using Kept = std::shared_ptr<const Ranked>;
  Kept kept(const Choice& choice, const RankedOf& of);

  struct Entry {
    std::uint64_t digest;  ///< of its table
    Period period;
    Slice slice;
    RankedOf of;
    Kept ranking;
  };
  std::vector<Entry> kept_of(const predictions::Table& table);  ///< the one used last stands last

  static constexpr std::size_t kMostRankings = 10'000;
  static constexpr std::size_t kMostRows = 4'000'000;  // 192 MB

  telemetry::Counter& made_ = telemetry::counter("shelfcast_rankings_made_total");
  std::mutex using_kept_;  // guards what follows
  LruCache<std::string, Entry> kept_{kMostRankings, kMostRows};
};

}  // namespace shelfcast::api
