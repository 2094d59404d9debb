// SPDX-License-Identifier: Apache-2.0
// All about one product: what it sold, what is expected of it day by day and in every time frame, and where it stands.
#include "api/caching.hpp"
#include "api/endpoints.hpp"
#include "api/expected_json.hpp"
#include "api/ranked.hpp"
#include "shelfcast/predictions/certainty.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using domain::Level;
using predictions::Table;

struct AskedProduct {
  std::string marketplace;
  Question question{.window = Window::rolling};
  std::size_t history_days = 90;
  std::size_t forecast_days = 28;
  std::size_t rank_tables = 7;
};

constexpr std::array<Parameter<AskedProduct>, 5> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); },
     "must be a marketplace"},
    {"historyDays", [](auto text, auto& asked) { return assign(parse_count(text, 0, 1100), asked.history_days); },
     "must be a whole number from 0 to 1100"},
    {"forecastDays", [](auto text, auto& asked) { return assign(parse_count(text, 1, 400), asked.forecast_days); },
     "must be a whole number from 1 to 400"},
    {"rankTables", [](auto text, auto& asked) { return assign(parse_count(text, 0, 60), asked.rank_tables); },
     "must be a whole number from 0 to 60"},
    {"cycle", [](auto text, auto& asked) { return read_name(text, asked.question.cycle); },
     "must be the id of a published table"},
}};

/// A product of a table.
struct Shown {
  const Table& table;
  std::size_t row;
  std::size_t category;  ///< its own

  [[nodiscard]] const domain::Cube& cube() const { return table.cube(); }
  [[nodiscard]] const domain::ForecastProduct& product() const { return cube().products[row]; }
};

std::optional<Shown> show(const Table& table, std::size_t row) {
  const auto own = place_of(table.cube(), table.cube().products[row].category);
  return own ? std::optional(Shown{table, row, *own}) : std::nullopt;
}

void put_interval(Json& json, const domain::Cube& cube, const std::optional<domain::IntervalPair>& interval) {
  const bool known = interval && cube.measures.units;
  const auto bound = [&](double value) { return known ? Json(from_micro(to_micro(value))) : Json(nullptr); };
  json["lo80"] = bound(known ? interval->of_80.low : 0);
  json["hi80"] = bound(known ? interval->of_80.high : 0);
  json["lo95"] = bound(known ? interval->of_95.low : 0);
  json["hi95"] = bound(known ? interval->of_95.high : 0);
}

void put_rank(Json& json, const Shown& shown, const Period& period) {
  json["rank"] = rank_in_category(shown.table, shown.row, period);
  json["of"] = shown.table.products_of(shown.category).count;
}

/// The steps that lie within so many days after the cut: days, or weeks of a weekly source, and what comes after them.
Json steps_of(const Shown& shown, std::size_t days) {
  const auto& cube = shown.cube();
  const Day cut = cube.receipt.data_cut;
  std::vector<domain::Expected> cells;
  shown.table.append_cells(shown.row, cells);
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

Json chance_of(const Shown& shown, const Period& period) {
  const auto chance = shown.table.product_chance(shown.row, period);
  Json json{{"topProbability", Json::object()}, {"rankLow", nullptr}, {"rankHigh", nullptr}};
  for (std::size_t i = 0; i < domain::kTops.size(); ++i)
    json["topProbability"][std::to_string(domain::kTops[i])] = chance ? Json(chance->top[i] / 10'000.0) : Json(nullptr);
  if (!chance) return json;
  json["rankLow"] = chance->rank_low;
  json["rankHigh"] = chance->rank_high;
  return json;
}

/// What is expected in every time frame that begins the day after the cut.
Json frames_of(const Shown& shown) {
  const auto& cube = shown.cube();
  Json frames = Json::array();
  for (const auto& row : kFrames) {
    const Day cut = cube.receipt.data_cut;
    const auto period = period_of(row.frame, Window::rolling, cut + 1, cut, cube.week_start);
    if (!shown.table.covers(period)) continue;
    Json frame{{"timeFrame", name_of(row.frame)},
               {"firstDay", format_day(period.first)},
               {"lastDay", format_day(period.last)}};
    put_expected(frame, cube, shown.table.product(shown.row, period));
    const auto confidence = predictions::confidence_of(shown.table, row.frame, Level::product, shown.row, period);
    frame["confidenceScore"] = confidence ? Json(std::round(*confidence * 10'000) / 10'000) : Json(nullptr);
    put_interval(frame, cube, predictions::interval_of(shown.table, Level::product, shown.row, period));
    put_rank(frame, shown, period);
    frame.update(chance_of(shown, period));
    frames.push_back(std::move(frame));
  }
  return frames;
}

class Products {
 public:
  explicit Products(SharedServices services) : services_(std::move(services)) {}

  [[nodiscard]] http::Response answer(const http::Request& request) const {
    const auto asked = read(request);
    if (!asked) return answer_of(asked.error(), request);
    const auto choice = choose(*services_, asked->marketplace, asked->question);
    if (!choice) return answer_of(choice.error(), request);
    const auto& named = request.captured.at("id");
    const auto row = find_product(choice->table->cube(), named);
    const auto shown = row ? show(*choice->table, *row) : std::nullopt;
    if (!shown) return answer_of(unknown_product(choice->table->cube(), named), request);
    auto json = about(*shown);
    const auto history = history_of(*shown, asked->history_days);
    if (!history) return answer_of(refusal_of(history.error()), request);
    json["history"] = *history;
    json["forecast"] = steps_of(*shown, asked->forecast_days);
    json["frames"] = frames_of(*shown);
    json["rankHistory"] = ranks_of(*shown, asked->rank_tables);
    json["links"] = links_of(*shown);
    const auto& receipt = shown->table.origin_of(shown->category).receipt;
    return kept_answer(request, *choice, receipt, text_of(json), services_->clock.now());
  }

 private:
  [[nodiscard]] std::expected<AskedProduct, Refusal> read(const http::Request& request) const {
    AskedProduct asked;
    auto errors = read_parameters<AskedProduct>(request.query, kParameters, asked);
    take_only_marketplace(services_->tables.marketplaces(), asked.marketplace, errors);
    if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
    return asked;
  }

  static Json about(const Shown& shown) {
    const auto& cube = shown.cube();
    const auto& product = shown.product();
    const auto& category = cube.categories[shown.category];
    return {{"marketplaceId", cube.marketplace},
            {"productId", product.id.value},
            {"productName", product.name},
            {"productKey", product.key},
            {"categoryId", category.id.value},
            {"categoryName", category.name},
            {"categoryKey", category.key},
            {"sellerId", product.seller.value},
            {"sellerName", product.seller_name},
            {"sellerKey", product.seller_key},
            {"isNew", product.young},
            {"currency", cube.measures.amount ? Json(cube.currency) : Json(nullptr)},
            {"table", shown.table.id()},
            {"dataCut", format_day(cube.receipt.data_cut)},
            {"lastRefreshed", format_instant(shown.table.origin_of(shown.category).published)}};
  }

  /// What the table knew of the days up to its cut: those with sales, the earliest first; null where it is not kept.
  [[nodiscard]] Result<Json> history_of(const Shown& shown, std::size_t days) const {
    if (services_->deltas == nullptr || services_->catalogue == nullptr) return Json(nullptr);
    const auto& cube = shown.cube();
    const auto marketplace = services_->catalogue->marketplace(cube.marketplace);
    if (!marketplace) return std::unexpected(marketplace.error());
    const Day cut = cube.receipt.data_cut;
    const auto id = shown.product().id;
    Json history = Json::array();
    const auto read = services_->deltas->series(
        marketplace->id,
        {.first = cut + 1 - static_cast<int>(days),
         .last = cut,
         .known_at = cube.receipt.known_at,
         .from = id,
         .to = id},
        [&](ProductId, std::span<const domain::DailySales> sold) {
          for (const auto& day : sold)
            history.push_back({{"day", format_day(day.day)},
                               {"units", told(cube.measures.units, day.units)},
                               {"amount", told(cube.measures.amount, day.amount * kMicroPerMinor)}});
        });
    if (!read) return std::unexpected(read.error());
    return history;
  }

  /// Where it stood in its category's coming week, by the last tables that are kept, the earliest first.
  [[nodiscard]] Json ranks_of(const Shown& shown, std::size_t count) const {
    auto kept = services_->tables.kept(shown.cube().marketplace);
    std::erase_if(kept, [&](const auto& one) { return one.published > shown.table.published(); });
    Json ranks = Json::array();
    for (std::size_t i = kept.size() - std::min(kept.size(), count); i < kept.size(); ++i) {
      const auto table = services_->tables.find(shown.cube().marketplace, kept[i].id);
      if (!table) continue;
      const auto& products = table->cube().products;
      const auto found = std::ranges::find(products, shown.product().id, &domain::ForecastProduct::id);
      const auto then =
          found != products.end() ? show(*table, static_cast<std::size_t>(found - products.begin())) : std::nullopt;
      if (!then) continue;
      const Day cut = table->cube().receipt.data_cut;
      const auto week = period_of(Frame::week, Window::rolling, cut + 1, cut, table->cube().week_start);
      Json row{{"table", table->id()}, {"published", format_instant(table->published())}, {"dataCut", format_day(cut)}};
      put_expected(row, table->cube(), table->product(then->row, week));
      put_rank(row, *then, week);
      ranks.push_back(std::move(row));
    }
    return ranks;
  }

  [[nodiscard]] Json links_of(const Shown& shown) const {
    const auto link = [&](std::string_view what) {
      return fmt::format("/api/v1/products/{}/{}?marketplaceId={}", shown.product().id.value, what,
                         percent_encoded(shown.cube().marketplace));
    };
    Json links = Json::object();
    if (services_->jobs != nullptr) links = {{"why", link("why")}, {"moved", link("moved")}};
    if (services_->rows != nullptr) links["features"] = link("features");
    return links;
  }

  SharedServices services_;
};

}  // namespace

std::vector<http::Route> product_routes(const SharedServices& services) {
  const auto products = std::make_shared<Products>(services);
  const auto answer = [products](const http::Request& request) { return products->answer(request); };
  return {{"GET", "/api/v1/products/{id}", answer, http::Pace::slow, "products:read"}};  // opens tables
}

}  // namespace shelfcast::api
