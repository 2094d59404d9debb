// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/spreads.hpp"

#include "features/definitions.hpp"
#include "shelfcast/base/bytes.hpp"
#include "shelfcast/features/demand.hpp"
#include "shelfcast/features/matrix.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace shelfcast::features {
namespace {

/// Key:   marketplace u32, day u32, big-endian.
/// Value: version of the features, products, out of stock, then by feature at each place the hundredths of
///        products; all varints.
constexpr storage::Family kSpreads{"feature_spreads"};

constexpr int kPeriods = 28;  // days before the cut that are looked at; of a source that tells of weeks, weeks
constexpr int kWarmUp = 56;   // days of a panel without which too many features say nothing yet
constexpr std::size_t kAtOnce = 4;

constexpr double kHundredths = 100;

constexpr std::array<double, kSpreadPlaces> kPlaces = [] {
  constexpr std::size_t kMiddle = kSpreadPlaces / 2;
  std::array<double, kSpreadPlaces> places{};
  double away = 0.2;
  for (std::size_t i = 1; i <= kMiddle; ++i, away *= 1.5) {
    places[kMiddle + i] = away;
    places[kMiddle - i] = -away;
  }
  return places;
}();

int step_of(const domain::Marketplace& marketplace) {
  return marketplace.grain == domain::Grain::week ? 7 : 1;
}

std::string key_of(MarketplaceId marketplace, Day day) {
  std::string key;
  put_u32(key, marketplace.value);
  put_u32(key, static_cast<std::uint32_t>(day.number));
  return key;
}

std::string encode(const Spread& spread) {
  std::string bytes;
  put_text(bytes, kFeatureVersion);
  put_varint(bytes, spread.products);
  put_varint(bytes, spread.out_of_stock);
  for (const auto& bins : spread.bins)
    for (const double count : bins) put_varint(bytes, static_cast<std::uint64_t>(std::llround(count * kHundredths)));
  return bytes;
}

/// Nothing where it is one of other definitions, or cannot be read.
std::optional<Spread> decode(Day day, std::string_view bytes) {
  ByteReader in(bytes);
  if (in.text() != kFeatureVersion) return std::nullopt;
  Spread spread{.day = day,
                .products = static_cast<std::uint32_t>(in.varint()),
                .out_of_stock = static_cast<std::uint32_t>(in.varint()),
                .bins = std::vector<FeatureBins>(column_count)};
  for (auto& bins : spread.bins)
    for (double& count : bins) count = static_cast<double>(in.varint()) / kHundredths;
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return spread;
}

bool is_out_of_stock(const domain::PanelProduct& product, Day day) {
  return std::ranges::any_of(product.stock_outs,
                             [&](const domain::StockOut& out) { return out.first <= day && day < out.until; });
}

Spread spread_of(const domain::FeatureBlock& block, const domain::Panel& panel) {
  Spread spread{.day = block.origin,
                .products = static_cast<std::uint32_t>(block.product.size()),
                .out_of_stock = 0,
                .bins = std::vector<FeatureBins>(column_count)};
  for (std::size_t i = 0; i < block.values.size(); ++i) add_to(spread.bins[i % column_count], block.values[i]);
  for (const auto product : block.product)
    if (is_out_of_stock(panel.products[product], block.origin)) ++spread.out_of_stock;
  return spread;
}

std::vector<Spread> spreads_on(const domain::Panel& panel, std::span<const Day> days) {
  const Demand demand(panel);
  std::vector<Spread> spreads;
  for (std::size_t first = 0; first < days.size(); first += kAtOnce) {
    const auto some = days.subspan(first, std::min(kAtOnce, days.size() - first));
    for (const auto& block : build_matrix(demand.panel(), kRowBand, some).blocks)
      spreads.push_back(spread_of(block, panel));
  }
  return spreads;
}

}  // namespace

double value_at(std::size_t place) {
  return kPlaces.at(place);
}

void add_to(FeatureBins& bins, float value) {
  const double within = std::clamp(static_cast<double>(value), kPlaces.front(), kPlaces.back());
  const auto above = static_cast<std::size_t>(std::ranges::lower_bound(kPlaces, within) - kPlaces.begin());
  const double nearness = above == 0 ? 1 : (within - kPlaces[above - 1]) / (kPlaces[above] - kPlaces[above - 1]);
  bins[above] += nearness;
  if (above > 0) bins[above - 1] += 1 - nearness;
}

Spread spread_on(const domain::Panel& panel, Day day) {
  return spreads_on(panel, std::span(&day, 1)).front();
}

bool follows_calendar(const Feature& feature) {
  return feature.name == kFeatures[year_ago].name || feature.made_from.contains("holidays");
}

Result<void> Spreads::save(const domain::Panel& panel) {
  const auto kept = up_to(panel.marketplace, panel.cut);
  if (!kept) return std::unexpected(kept.error());
  std::set<Day> known;
  for (const auto& spread : *kept) known.insert(spread.day);
  std::vector<Day> wanted;
  for (int period = kPeriods; period > 0; --period) {
    const Day day = panel.cut - period * step_of(panel.marketplace);
    if (day - panel.first >= kWarmUp && !known.contains(day)) wanted.push_back(day);
  }
  wanted.push_back(panel.cut);
  storage::Batch batch;
  for (const auto& spread : spreads_on(panel, wanted))
    batch.put(kSpreads, key_of(panel.marketplace.id, spread.day), encode(spread));
  return store_.commit(batch, "features.spreads");
}

Result<std::vector<Spread>> Spreads::up_to(const domain::Marketplace& marketplace, Day day) const {
  std::vector<Spread> found;
  const int step = step_of(marketplace);
  const auto take = [&](std::string_view key, std::string_view value) {
    ByteReader in(key);
    in.u32();
    const Day of{static_cast<std::int32_t>(in.u32())};
    if ((day - of) % step != 0) return true;
    if (auto spread = decode(of, value)) found.push_back(std::move(*spread));
    return true;
  };
  const auto read =
      store_.scan(kSpreads, key_of(marketplace.id, day - kPeriods * step), key_of(marketplace.id, day + 1), take);
  if (!read) return std::unexpected(read.error());
  return found;
}

std::vector<const storage::Family*> Spreads::families() {
  return {&kSpreads};
}

}  // namespace shelfcast::features
