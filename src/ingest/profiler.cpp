// SPDX-License-Identifier: Apache-2.0
#include "ingest/profiler.hpp"

#include "shelfcast/base/digest.hpp"

#include <algorithm>
#include <utility>

namespace shelfcast::ingest {
namespace {

std::int64_t day_in_utc(const sources::Moment& moment) {
  const auto* const day = std::get_if<Day>(&moment);
  return day != nullptr ? day->number : std::get<Instant>(moment).seconds / kDaySeconds;
}

Minor amount_of(const sources::RawLine& line) {
  if (line.line_total) return *line.line_total;
  // Only seen from afar: a broken price may be of any size.
  return static_cast<Minor>(static_cast<double>(line.quantity) * static_cast<double>(line.unit_price.value_or(0)) /
                            static_cast<double>(kMicro));
}

std::uint64_t said_of(std::string_view name, std::string_view category, std::string_view seller) {
  return fast_fingerprint(name, fast_fingerprint(category, fast_fingerprint(seller)));
}

/// Of one of the catalogue's things, which ascend by id.
template <class Thing, class Id>
std::string_view key_of(const std::vector<Thing>& things, Id id) {
  const auto found = std::ranges::lower_bound(things, id, {}, &Thing::id);
  return found == things.end() || found->id != id ? std::string_view() : std::string_view(found->key);
}

bool jumps(Minor from, Minor to) {
  return from > 0 && (to >= 2 * from || 2 * to <= from);
}

}  // namespace

Profiler::Profiler(const catalogue::Snapshot& before, LocalDays days) : days_(std::move(days)) {
  for (const auto& product : before.products) {
    const auto said =
        said_of(product.name, key_of(before.categories, product.category), key_of(before.sellers, product.seller));
    products_.try_emplace(product.key, {product.price, said, product.on_sale_since, true, false, false});
  }
  for (const auto& category : before.categories) categories_.insert(category.key);
  profile_.categories_before = categories_.size();
}

void Profiler::see(const sources::RawLine& line) {
  ++profile_.lines;
  if (!line.unit_price && !line.line_total) ++profile_.without_price;
  profile_.units += line.quantity;
  profile_.amount += amount_of(line);
  if (const auto day = day_in_utc(line.happened); day != last_day_) {
    days_sold_.insert(day);
    last_day_ = day;
  }
  if (line.product_seen) return;
  Known& sold = *products_.try_emplace(line.product).first;
  if (sold.sold) return;
  sold.sold = true;
  ++profile_.sold_products;
  if (sold.before) ++profile_.known_products;
}

void Profiler::see(const sources::CatalogueRows& rows) {
  if (const auto* const products = std::get_if<std::vector<sources::RawProduct>>(&rows)) {
    for (const auto& row : *products) {
      const Known& known = *products_.try_emplace(row.key).first;
      if (!known.before) continue;
      ++profile_.told_products;
      if (jumps(known.price, row.price)) ++profile_.price_jumps;
    }
  }
  if (const auto* const categories = std::get_if<std::vector<sources::RawCategory>>(&rows)) {
    for (const auto& row : *categories) profile_.new_categories += categories_.insert(row.key).second ? 1 : 0;
  }
}

bool Profiler::is_known(const sources::RawProduct& row) {
  Known& known = *products_.try_emplace(row.key).first;
  known.changed = known.changed || !known.before || known.price != row.price ||
                  known.said != said_of(row.name, row.category_key, row.seller_key) || !row.created ||
                  days_.day_of(*row.created) < known.since;
  return !known.changed;
}

domain::LoadProfile Profiler::profile() const {
  auto profile = profile_;
  profile.days = days_sold_.size();
  return profile;
}

}  // namespace shelfcast::ingest
