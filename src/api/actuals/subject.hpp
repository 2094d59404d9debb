// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/actuals/assortment.hpp"
#include "api/endpoints.hpp"
#include "api/question.hpp"

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// Whose sales of what are asked about, and in whose days they are counted.
struct AskedSubject {
  std::string merchant;
  std::string marketplace;
  std::string category;
  std::optional<TimeZone> zone;
  std::optional<int> week_start;
};

bool read_key(std::string_view text, std::string& key);
bool read_zone(std::string_view text, AskedSubject& asked);
bool read_week_start(std::string_view text, AskedSubject& asked);
inline constexpr Rule kSellerRule{"must be a seller's id, or its source's key"};
inline constexpr Rule kCategoryRule{"must be a category, by its id or its source's key"};
inline constexpr Rule kZoneRule{"must be a name of the tz database, as Europe/Berlin"};
inline constexpr Rule kWeekStartRule{"must be a weekday, as monday"};

/// What is meant by it. Where no parameter says otherwise, a merchant's own zone and week rule hold.
struct Subject {
  AssortmentPtr assortment;
  std::shared_ptr<const domain::Seller> merchant = nullptr;  ///< null: everyone's sales
  const domain::Category* category = nullptr;                ///< null: all; else what stands under it
  TimeZone zone = TimeZone::utc();
  int week_start = 0;
  Instant now = {};
};

/// Finds it. Any thread.
class Subjects {
 public:
  /// Of services that have a catalogue and sales.
  explicit Subjects(SharedServices services)
      : services_(std::move(services)), assortments_(*services_->catalogue, services_->clock) {}

  /// All but the category.
  std::expected<Subject, Refusal> find(const AskedSubject& asked);
  /// The tree and the shelves as they were known at `then`; the merchant is the one that is known now.
  Result<void> take_back(Subject& subject, Instant then) const;

 private:
  [[nodiscard]] Result<Instant> now_in(const Assortment& assortment) const;

  SharedServices services_;
  Assortments assortments_;
};

std::optional<Refusal> find_category(const AskedSubject& asked, Subject& subject);

}  // namespace shelfcast::api
