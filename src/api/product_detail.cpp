// SPDX-License-Identifier: Apache-2.0
#include "api/product_detail.hpp"

#include "api/expected_json.hpp"
#include "api/standings.hpp"
#include "shelfcast/predictions/certainty.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using domain::Level;
using predictions::Table;
using predictions::TablePtr;

void put_interval(Json& json, const domain::Cube& cube, const std::optional<domain::IntervalPair>& interval) {
  const bool known = interval && cube.measures.units;
  const auto bound = [&](double value) { return known ? Json(from_micro(to_micro(value))) : Json(nullptr); };
  json["lo80"] = bound(known ? interval->of_80.low : 0);
  json["hi80"] = bound(known ? interval->of_80.high : 0);
  json["lo95"] = bound(known ? interval->of_95.low : 0);
  json["hi95"] = bound(known ? interval->of_95.high : 0);
}

void put_rank(Json& json, const Shown& shown, Rankings& rankings, const Period& period) {
  json["rank"] = rankings.place_in_category(shown.table, shown.row, period);
  json["of"] = shown.table->products_of(shown.category).count;
}

/// Where it stands in its table's coming week.
Json rank_then(const Shown& shown, Rankings& rankings) {
  const auto& cube = shown.cube();
  const auto week = coming(Frame::week, cube);
  Json row{{"table", shown.table->id()},
           {"published", format_instant(shown.table->published())},
           {"dataCut", format_day(cube.receipt.data_cut)}};
  put_expected(row, cube, shown.table->product(shown.row, week));
  put_rank(row, shown, rankings, week);
  return row;
}

Json chance_of(const Shown& shown, const Period& period) {
  const auto chance = shown.table->product_chance(shown.row, period);
  Json json{{"topProbability", Json::object()}, {"rankLow", nullptr}, {"rankHigh", nullptr}};
  for (std::size_t i = 0; i < domain::kTops.size(); ++i)
    json["topProbability"][std::to_string(domain::kTops[i])] = chance ? Json(chance->top[i] / 10'000.0) : Json(nullptr);
  if (!chance) return json;
  json["rankLow"] = chance->rank_low;
  json["rankHigh"] = chance->rank_high;
  return json;
}

}  // namespace

std::optional<Shown> show(const TablePtr& table, std::size_t row) {
  const auto own = place_of(table->cube(), table->cube().products[row].category);
  return own ? std::optional(Shown{table, row, *own}) : std::nullopt;
}

std::expected<Shown, Refusal> show_named(const TablePtr& table, std::string_view name) {
  const auto row = find_product(table->cube(), name);
  const auto shown = row ? show(table, *row) : std::nullopt;
  if (!shown) return std::unexpected(unknown_product(table->cube(), name));
  return *shown;
}

Json identity_of(const Shown& shown) {
  const auto& product = shown.product();
  const auto& category = shown.cube().categories[shown.category];
  return {{"productId", product.id.value},    {"productName", product.name},
          {"productKey", product.key},        {"categoryId", category.id.value},
          {"categoryName", category.name},    {"categoryKey", category.key},
          {"sellerId", product.seller.value}, {"sellerName", product.seller_name},
          {"sellerKey", product.seller_key},  {"isNew", product.young}};
}

Json heading_of(const Shown& shown) {
  const auto& cube = shown.cube();
  Json heading{{"marketplaceId", cube.marketplace}};
  heading.update(identity_of(shown));
  heading["currency"] = cube.measures.amount ? Json(cube.currency) : Json(nullptr);
  heading["table"] = shown.table->id();
  heading["dataCut"] = format_day(cube.receipt.data_cut);
  heading["lastRefreshed"] = format_instant(shown.table->origin_of(shown.category).published);
  return heading;
}

Period coming(Frame frame, const domain::Cube& cube) {
  const Day cut = cube.receipt.data_cut;
  return period_of(frame, Window::rolling, cut + 1, cut, cube.week_start);
}

Json steps_of(const Shown& shown, std::size_t days) {
  const auto& cube = shown.cube();
  const Day cut = cube.receipt.data_cut;
  std::vector<domain::Expected> cells;
  shown.table->append_cells(shown.row, cells);
  Json steps = Json::array();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Period step{cube.boundaries[i], cube.boundaries[i + 1] - 1};
    if (step.first <= cut || step.last - cut > static_cast<int>(days)) continue;
    Json row{{"firstDay", format_day(step.first)}, {"lastDay", format_day(step.last)}};
    put_expected(row, cube, cells[i]);
    const bool single = step.last - step.first + 1 == (cube.grain == domain::Grain::week ? 7 : 1);
    const domain::Peers peers{Level::product, shown.product().young};
    put_interval(row, cube,
                 single ? cube.intervals.of_step(peers, step.last - cut, from_micro(cells[i].units)) : std::nullopt);
    steps.push_back(std::move(row));
  }
  return steps;
}

Json frames_of(const Shown& shown, Rankings& rankings, bool tells_confidence) {
  const auto& cube = shown.cube();
  Json frames = Json::array();
  for (const auto& row : kFrames) {
    const auto period = coming(row.frame, cube);
    if (!shown.table->covers(period)) continue;
    Json frame{{"timeFrame", name_of(row.frame)},
               {"firstDay", format_day(period.first)},
               {"lastDay", format_day(period.last)}};
    put_expected(frame, cube, shown.table->product(shown.row, period));
    const auto confidence = tells_confidence
                                ? predictions::confidence_of(*shown.table, row.frame, Level::product, shown.row, period)
                                : std::nullopt;
    frame["confidenceScore"] = confidence ? Json(std::round(*confidence * 10'000) / 10'000) : Json(nullptr);
    put_interval(frame, cube, predictions::interval_of(*shown.table, Level::product, shown.row, period));
    put_rank(frame, shown, rankings, period);
    frame.update(chance_of(shown, period));
    frames.push_back(std::move(frame));
  }
  return frames;
}

Result<Json> history_of(const Services& services, const Shown& shown, std::size_t days) {
  if (services.deltas == nullptr || services.catalogue == nullptr) return Json(nullptr);
  const auto& cube = shown.cube();
  const auto marketplace = services.catalogue->marketplace(cube.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const Day cut = cube.receipt.data_cut;
  const auto id = shown.product().id;
  Json history = Json::array();
  const auto read = services.deltas->series(
      marketplace->id,
      {.first = cut + 1 - static_cast<int>(days), .last = cut, .known_at = cube.receipt.known_at, .from = id, .to = id},
      [&](ProductId, std::span<const domain::DailySales> sold) {
        for (const auto& day : sold)
          history.push_back({{"day", format_day(day.day)},
                             {"units", told(cube.measures.units, day.units)},
                             {"amount", told(cube.measures.amount, day.amount * kMicroPerMinor)}});
      });
  if (!read) return std::unexpected(read.error());
  return history;
}

std::unordered_map<ProductId, Json> ranks_of(const Services& services, const Table& table,
                                             std::span<const ProductId> products, std::size_t count) {
  std::unordered_map<ProductId, Json> ranks;
  for (const auto product : products) ranks.emplace(product, Json::array());
  auto kept = services.tables.kept(table.cube().marketplace);
  std::erase_if(kept, [&](const auto& one) { return one.published > table.published(); });
  for (std::size_t i = kept.size() - std::min(kept.size(), count); i < kept.size(); ++i) {
    const auto then = services.tables.find(table.cube().marketplace, kept[i].id);
    if (!then) continue;
    for (auto& [product, told] : ranks) {
      const auto row = place_of(then->cube(), product);
      const auto shown = row ? show(then, *row) : std::nullopt;
      if (shown) told.push_back(rank_then(*shown, services.standings->rankings()));
    }
  }
  return ranks;
}

}  // namespace shelfcast::api
