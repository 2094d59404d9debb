// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/local_days.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/domain/sale.hpp"

#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace shelfcast::ingest {

/// Why a row is not accepted: a stable word and a sentence.
struct Refusal {
  std::string_view code;
  std::string reason;
};

inline constexpr std::string_view kUnknownProduct = "unknown_product";

/// Source keys of products to their ids.
class ProductIds {
 public:
  explicit ProductIds(const std::vector<catalogue::Catalogue::ProductKey>& keys);
  void add(std::string key, ProductId id) { ids_.emplace(std::move(key), id); }
  [[nodiscard]] const ProductId* find(std::string_view key) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, ProductId, Hash, std::equal_to<>> ids_;
};

/// Decides whether a line as the source told it is a sale, and which. For one thread.
class Judge {
 public:
  Judge(LocalDays days, ProductIds products, Instant now);

  /// The sale views into what the line views into.
  std::expected<domain::Sale, Refusal> judge(const sources::RawLine& line);
  [[nodiscard]] ProductIds& products() { return products_; }
  void set_products(ProductIds products) { products_ = std::move(products); }
  void add_product(std::string key, ProductId id) { products_.add(std::move(key), id); }
  [[nodiscard]] bool knows(std::string_view product) const { return products_.find(product) != nullptr; }

 private:
  [[nodiscard]] std::expected<void, Refusal> check_times(const sources::RawLine& line) const;

  LocalDays days_;
  ProductIds products_;
  Instant latest_;  ///< nothing happens or is learnt after it
};

/// Whether the moment lies between 1990 and `latest`; what is wrong with it otherwise.
std::expected<void, Refusal> check_moment(std::string_view what, const sources::Moment& moment, Instant latest);

/// The clock of a source may go before ours, and a date has no time zone: so much is allowed.
Instant latest_allowed(Instant now);

}  // namespace shelfcast::ingest
