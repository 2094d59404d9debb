// SPDX-License-Identifier: Apache-2.0
#include "ingest/profiler.hpp"

#include <algorithm>

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

bool jumps(Minor from, Minor to) {
  return from > 0 && (to >= 2 * from || 2 * to <= from);
}

}  // namespace

Profiler::Profiler(const catalogue::Snapshot& before) {
  for (const auto& product : before.products) products_.try_emplace(product.key, {product.price, true, false});
  for (const auto& category : before.categories) categories_.insert(category.key);
  profile_.categories_before = categories_.size();
}

void Profiler::see(const sources::RawLine& line) {
  ++profile_.lines;
  if (!line.unit_price && !line.line_total) ++profile_.without_price;
  profile_.units += line.quantity;
  profile_.amount += amount_of(line);
  if (const auto day = day_in_utc(line.happened); day != last_day_) {
    days_.insert(day);
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

domain::LoadProfile Profiler::profile() const {
  auto profile = profile_;
  profile.days = days_.size();
  return profile;
}

}  // namespace shelfcast::ingest
