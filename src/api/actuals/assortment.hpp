// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/refusal.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/catalogue/catalogue.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// What a marketplace sells and who sells it there, as known at one moment. Immutable.
struct Assortment {
  catalogue::Snapshot known;
  TimeZone zone = TimeZone::utc();

  [[nodiscard]] const domain::Product* product(ProductId id) const;
  [[nodiscard]] const domain::Category* category(CategoryId id) const;
  /// By the source's key, or by our id.
  [[nodiscard]] const domain::Seller* seller(std::string_view named) const;
  [[nodiscard]] const domain::Category* category(std::string_view named) const;
  /// Whether `category` is `root`, or stands under it.
  [[nodiscard]] bool stands_under(CategoryId category, CategoryId root) const;
};
using AssortmentPtr = std::shared_ptr<const Assortment>;

/// The assortments as they are now, read again when the catalogue has changed. Any thread.
class Assortments {
 public:
  Assortments(const catalogue::Catalogue& catalogue, const Clock& clock) : catalogue_(catalogue), clock_(clock) {}

  /// `marketplace` empty: the only one, or the one in which `merchant` sells. Refused where that is none or several.
  [[nodiscard]] std::expected<AssortmentPtr, Refusal> of(std::string_view marketplace, std::string_view merchant);
  /// As it was known at a moment: another tree, other shelves. Not kept.
  [[nodiscard]] Result<AssortmentPtr> as_known_at(const domain::Marketplace& marketplace, Instant moment) const;

 private:
  Result<AssortmentPtr> now(const domain::Marketplace& marketplace);

  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  std::mutex reading_;  // guards all below
  std::uint64_t edition_ = 0;
  std::map<std::string, AssortmentPtr> kept_;  // by the marketplace's key
};

}  // namespace shelfcast::api
