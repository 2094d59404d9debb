// SPDX-License-Identifier: Apache-2.0
// All about one product: what it sold, what is expected of it day by day and in every time frame, and where it stands.
#include "api/caching.hpp"
#include "api/endpoints.hpp"
#include "api/expected_json.hpp"
#include "api/product_calendar.hpp"
#include "api/standings.hpp"

#include <fmt/format.h>
#include <array>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

struct AskedProduct {
  std::string marketplace;
  Question question{.window = Window::rolling};
  std::size_t history_days = 90;
  std::size_t forecast_days = 28;
  std::size_t rank_tables = kTablesLookedBackAt;
};

constexpr std::array<Parameter<AskedProduct>, 6> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); }, kMarketplaceRule},
    {"historyDays", [](auto text, auto& asked) { return assign(parse_count(text, 0, 1100), asked.history_days); },
     whole_number(0, 1100)},
    {"forecastDays", [](auto text, auto& asked) { return assign(parse_count(text, 1, 400), asked.forecast_days); },
     whole_number(1, 400)},
    {"rankTables", [](auto text, auto& asked) { return assign(parse_count(text, 0, 60), asked.rank_tables); },
     whole_number(0, 60)},
    {"cycle", [](auto text, auto& asked) { return read_name(text, asked.question.cycle); }, kCycleRule},
    {"asOf", [](auto text, auto& asked) { return assign(parse_as_of(text), asked.question.as_of); }, kAsOfRule},
}};

class Products {
 public:
  explicit Products(SharedServices services) : services_(std::move(services)) {}

  [[nodiscard]] http::Response answer(const http::Request& request) const {
    const auto asked = read(request);
    if (!asked) return answer_of(asked.error(), request);
    const auto choice = choose(*services_, asked->marketplace, asked->question);
    if (!choice) return answer_of(choice.error(), request);
    const auto shown = show_named(choice->table, request.captured.at("id"));
    if (!shown) return answer_of(shown.error(), request);
    auto json = heading_of(*shown);
    const auto history = history_of(*services_, *shown, asked->history_days);
    if (!history) return answer_of(refusal_of(history.error()), request);
    const auto calendar = calendar_of(*services_, *shown, {asked->history_days, asked->forecast_days});
    if (!calendar) return answer_of(refusal_of(calendar.error()), request);
    json["history"] = *history;
    json["calendar"] = *calendar;
    json["forecast"] = steps_of(*shown, asked->forecast_days);
    json["frames"] = frames_of(*shown, services_->standings->rankings(), choice->tells_confidence);
    const auto id = shown->product().id;
    json["rankHistory"] = ranks_of(*services_, *shown->table, {&id, 1}, asked->rank_tables).at(id);
    json["links"] = links_of(*shown);
    const auto& receipt = shown->table->origin_of(shown->category).receipt;
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

Endpoints product_routes(const SharedServices& services) {
  const auto products = std::make_shared<Products>(services);
  const auto answer = [products](const http::Request& request) { return products->answer(request); };
  return {{{"GET", "/api/v1/products/{id}", answer, http::Pace::slow, "products:read"},  // opens tables
           {.tag = "Products",
            .summary = "All about one product",
            .query = openapi::read_by<AskedProduct>(kParameters),
            .answers = {{200, "Product"}, {202, "Job"}},
            .is_kept = true}}};
}

}  // namespace shelfcast::api
