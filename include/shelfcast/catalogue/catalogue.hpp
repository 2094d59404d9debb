// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/catalogue/holidays.hpp"
#include "shelfcast/domain/catalogue.hpp"
#include "shelfcast/storage/database.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::catalogue {

/// A row of the source about a category, a seller or a product, by the source's own ids, with when it was learnt.
/// The first version seen of a thing is taken to hold since its creation; later versions from `learnt` on.
struct SellerRow {
  std::string key;
  std::string name;
  Instant learnt;
  std::string time_zone = {};
  std::optional<int> week_start = {};
};
struct CategoryRow {
  std::string key;
  std::string name;
  std::string parent_key;
  Instant learnt;
};
struct ProductRow {
  std::string key;
  std::string name;
  std::string category_key;
  std::string seller_key;
  Minor price = 0;
  Instant created;
  Instant learnt;
  std::optional<Minor> cost = {};
};

struct MonthRow {
  std::string category_key;
  Day first;  ///< of the month
  Micro units = 0;
  Instant learnt;
};

/// Everything known of a marketplace's catalogue at one moment.
struct Snapshot {
  domain::Marketplace marketplace;
  std::vector<domain::Seller> sellers;  // each list ascending by id
  std::vector<domain::Category> categories;
  std::vector<domain::Product> products;
  std::vector<domain::Price> prices;          // ascending by (product, from); the last learnt one of each day
  std::vector<domain::Promotion> promotions;  // ascending by (product, first)
  std::vector<domain::Holiday> holidays;      // ascending by day
};

/// What makes days of one product unlike others, each ascending by day.
struct ProductDays {
  std::vector<domain::Promotion> promotions;
  std::vector<domain::StockState> stock;
  std::vector<domain::Holiday> holidays;  ///< that a source told; of the whole marketplace
};

/// A product by name only: where it stands and who it is.
struct ListedProduct {
  ProductId id;
  std::string key;
  std::uint32_t category = 0;  ///< place in Listing::categories
};

/// Who sells in a marketplace, and what on which shelf: what an order is checked against.
struct Listing {
  domain::Marketplace marketplace;
  std::vector<domain::Seller> sellers;  // ascending by id
  std::vector<std::string> categories;  // their keys
  std::vector<ListedProduct> products;  // ascending by id
};

/// Marketplaces, sellers, categories, products, prices, promotions, stock, months, holidays, all with both times
/// (SQLite).
/// Ids are permanent: a source key that is a plain integer below kOwnIds keeps its value, others get the next own id.
/// Any thread. Every `record_` call is one durable transaction and idempotent: the same rows again change nothing.
class Catalogue {
 public:
  explicit Catalogue(storage::Database& database, HolidayRules rules = {})
      : database_(database), rules_(std::move(rules)) {}

  /// Creates it or updates its settings; the id is permanent.
  Result<domain::Marketplace> record_marketplace(const domain::Marketplace& marketplace);
  [[nodiscard]] Result<std::vector<domain::Marketplace>> marketplaces() const;
  /// `not_found` where there is no such key.
  [[nodiscard]] Result<domain::Marketplace> marketplace(std::string_view key) const;

  Result<void> record_sellers(MarketplaceId marketplace, std::span<const SellerRow> rows);
  Result<void> record_categories(MarketplaceId marketplace, std::span<const CategoryRow> rows);
  /// Categories and sellers that no row has named yet are created under their key.
  Result<void> record_products(MarketplaceId marketplace, std::span<const ProductRow> rows);
  Result<void> record_prices(MarketplaceId marketplace, std::span<const domain::Price> rows);
  Result<void> record_promotions(MarketplaceId marketplace, std::span<const domain::Promotion> rows);
  Result<void> record_stock(MarketplaceId marketplace, std::span<const domain::StockState> rows);
  /// Months of categories that nobody knows are passed over.
  Result<void> record_months(MarketplaceId marketplace, std::span<const MonthRow> rows);
  Result<void> record_holidays(MarketplaceId marketplace, std::span<const domain::Holiday> rows);

  struct ProductKey {
    std::string key;
    ProductId id;
  };
  /// The ids of products by the source's keys; nullopt where there is none.
  [[nodiscard]] Result<std::vector<std::optional<ProductId>>> product_ids(MarketplaceId marketplace,
                                                                          std::span<const std::string_view> keys) const;
  /// Every product's source key and id, to resolve the lines of orders.
  [[nodiscard]] Result<std::vector<ProductKey>> product_keys(MarketplaceId marketplace) const;
  /// Every marketplace's, as known at a moment.
  [[nodiscard]] Result<std::vector<Listing>> listings(Instant moment) const;
  /// Grows with every `record_` call in this process: another one means that there may be something new to read.
  [[nodiscard]] std::uint64_t edition() const { return edition_; }
  /// Which products were in stock when, as it was known at a moment; ascending by (product, from).
  [[nodiscard]] Result<std::vector<domain::StockState>> stock(MarketplaceId marketplace, Instant moment) const;
  /// Of one product, as it was known at a moment.
  [[nodiscard]] Result<ProductDays> days_of(MarketplaceId marketplace, ProductId product, Instant moment) const;
  /// What categories sold by month, as it was known at a moment; ascending by (category, month).
  [[nodiscard]] Result<std::vector<domain::MonthOfSales>> months(MarketplaceId marketplace, Instant moment) const;
  [[nodiscard]] Result<Snapshot> as_known_at(MarketplaceId marketplace, Instant moment) const;
  /// Holidays that no source has to tell: a snapshot has only those that one did.
  [[nodiscard]] const HolidayRules& holiday_rules() const { return rules_; }

 private:
  Result<void> write(std::string_view stop_point, const std::function<Result<void>(storage::Database&)>& work);

  storage::Database& database_;
  HolidayRules rules_;
  std::atomic<std::uint64_t> edition_ = 0;
};

}  // namespace shelfcast::catalogue
