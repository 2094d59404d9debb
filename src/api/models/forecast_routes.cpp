// SPDX-License-Identifier: Apache-2.0
// What models forecast of whole categories, in the snake_case of their brief.
#include "api/accepted.hpp"
#include "api/caching.hpp"
#include "api/endpoints.hpp"
#include "api/json_text.hpp"
#include "api/models/asked_forecast.hpp"
#include "api/models/model_ranking.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/nearest.hpp"
#include "shelfcast/base/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::api {
namespace {

/// A question with everything it refers to.
struct Resolved {
  AskedForecast asked;
  Choice choice;
  OnlyOf only_of;
};

Refusal unknown_merchant(std::string_view merchant) {
  return {.status = 404,
          .type = "unknown-merchant",
          .title = "There is no such merchant",
          .detail = fmt::format("No product of a merchant '{}' is forecast here.", merchant)};
}

/// The marketplace asked for; else the only one, or the only one in which the merchant sells.
std::expected<std::string, Refusal> marketplace_of(const Services& services, const AskedForecast& asked) {
  if (!asked.marketplace.empty()) return asked.marketplace;
  std::vector<std::string> places;
  for (const auto& name : services.tables.marketplaces()) {
    const auto table = services.tables.current(name);
    if (table && (asked.merchant.empty() || find_merchant(table->cube(), asked.merchant))) places.push_back(name);
  }
  if (places.size() == 1) return places.front();
  if (places.empty() && !services.tables.marketplaces().empty())
    return std::unexpected(unknown_merchant(asked.merchant));
  if (places.empty()) return std::string();  // nothing is published yet
  return std::unexpected(bad_fields(
      400,
      {{"?marketplace_id", "missing", fmt::format("It may be one of {}. Say which one.", fmt::join(places, ", "))}}));
}

std::expected<Resolved, Refusal> resolve(const Services& services, const AskedForecast& asked) {
  const auto marketplace = marketplace_of(services, asked);
  if (!marketplace) return std::unexpected(marketplace.error());
  Question question;
  question.frame = asked.bucket;
  question.window = asked.window;
  question.as_of = asked.as_of;
  auto choice = choose(services, *marketplace, question);
  if (!choice) return std::unexpected(choice.error());
  Resolved resolved{.asked = asked, .choice = std::move(*choice), .only_of = {}};
  if (asked.merchant.empty()) return resolved;
  resolved.only_of = find_merchant(resolved.choice.table->cube(), asked.merchant);
  if (!resolved.only_of) return std::unexpected(unknown_merchant(asked.merchant));
  return resolved;
}

/// "seasonal_naive" and "Seasonal Naive" are meant to be "seasonal naive".
std::string spelled(std::string_view name) {
  auto plain = lowered(name);
  std::ranges::replace(plain, '_', ' ');
  return plain;
}

std::optional<Refusal> set_model(const Services& services, AskedForecast& asked) {
  const auto models = services.jobs->models();
  if (asked.model.empty()) asked.model = models.front();
  const auto found = std::ranges::find(models, spelled(asked.model), spelled);
  if (found == models.end()) {
    const std::vector<std::string_view> names(models.begin(), models.end());
    const auto nearest = nearest_name(spelled(asked.model), names);
    const std::string hint = nearest.empty() ? fmt::format("there are {}", fmt::join(models, ", "))
                                             : fmt::format("did you mean {}?", nearest);
    return bad_fields(400, {{"?model", "unknown", fmt::format("No such model forecasts categories: {}", hint)}});
  }
  asked.model = *found;
  return std::nullopt;
}

void put_head(std::string& json, const Resolved& resolved) {
  const auto& [asked, choice, only_of] = resolved;
  const auto& cube = choice.table->cube();
  json += R"({"merchant_id":)";
  asked.merchant.empty() ? json.append("null") : (put_outside_id(json, asked.merchant), json);
  json += R"(,"marketplace_id":)";
  put_string(json, cube.marketplace);
  fmt::format_to(std::back_inserter(json),
                 R"(,"bucket_type":"{}","window":"{}","bucket_start":"{}","bucket_end":"{}","period_start":"{}")"
                 R"(,"period_end":"{}","lookback":{},"data_cut":"{}","currency":)",
                 upper_name_of(asked.bucket), name_of(asked.window), format_day(choice.period.first),
                 format_day(choice.period.last), format_instant(choice.begins), format_instant(choice.ends),
                 asked.lookback > 0 ? std::to_string(asked.lookback) : "null", format_day(cube.receipt.data_cut));
  cube.measures.amount ? put_string(json, cube.currency) : void(json += "null");
}

void put_expected(std::string& json, std::string_view prefix, const domain::Expected& expected,
                  const domain::Measures& told) {
  fmt::format_to(std::back_inserter(json), R"(,"{}amount":)", prefix);
  told.amount ? put_money(json, expected.amount) : void(json += "null");
  fmt::format_to(std::back_inserter(json), R"(,"{}units":)", prefix);
  told.units ? put_exact(json, expected.units) : void(json += "null");
}

void put_ranking(std::string& json, const Resolved& resolved, const ForecastRanking& ranking) {
  const auto& cube = resolved.choice.table->cube();
  put_expected(json, "total_forecast_", ranking.sum, cube.measures);
  fmt::format_to(std::back_inserter(json), R"(,"total_categories":{},"limit":{},"categories":[)", ranking.places.size(),
                 resolved.asked.limit);
  for (std::size_t i = 0; i < std::min(ranking.places.size(), resolved.asked.limit); ++i) {
    const auto& place = ranking.places[i];
    const auto& category = cube.categories[place.category];
    fmt::format_to(std::back_inserter(json), R"({}{{"category_id":{},"category_name":)", i == 0 ? "" : ",",
                   category.id.value);
    put_string(json, category.name);
    json += R"(,"category_key":)";
    put_string(json, category.key);
    put_expected(json, "forecast_", place.expected, cube.measures);
    fmt::format_to(std::back_inserter(json), R"(,"rank":{}}})", i + 1);
  }
  json += ']';
}

/// Which model, and when it said so.
void put_model(std::string& json, std::string_view model, Instant made, std::string_view problem) {
  json += R"("model":)";
  put_string(json, model);
  fmt::format_to(std::back_inserter(json), R"(,"generated_at":"{}","left_out":)", format_instant(made));
  problem.empty() ? void(json += "null") : put_string(json, problem);
}

class ModelForecastAnswers {
 public:
  explicit ModelForecastAnswers(SharedServices services) : services_(std::move(services)) {}

  [[nodiscard]] http::Response top(const http::Request& request) const {
    auto asked = parse_top_forecast(request);
    if (!asked) return answer_of(asked.error(), request);
    if (const auto refused = set_model(*services_, *asked)) return answer_of(*refused, request);
    return answer(request, *asked, [this](std::string& json, const Resolved& resolved, const auto* others) {
      json += ',';
      put_one(json, resolved, resolved.asked.model, others);
    });
  }

  [[nodiscard]] http::Response compare(const http::Request& request) const {
    const auto asked = parse_comparison(request);
    if (!asked) return answer_of(asked.error(), request);
    return answer(request, *asked, [this](std::string& json, const Resolved& resolved, const auto* others) {
      json += R"(,"models":[)";
      const auto models = services_->jobs->models();
      for (std::size_t i = 0; i < models.size(); ++i) {
        json += i == 0 ? "{" : ",{";
        put_one(json, resolved, models[i], others);
        json += '}';
      }
      json += ']';
    });
  }

 private:
  /// The ensemble is the table, unless it is asked to look less far back.
  [[nodiscard]] bool is_served(const AskedForecast& asked, std::string_view model) const {
    return asked.lookback == 0 && model == services_->jobs->models().front();
  }

  void put_one(std::string& json, const Resolved& resolved, std::string_view model,
               const domain::ModelForecasts* others) const {
    const auto& table = *resolved.choice.table;
    if (is_served(resolved.asked, model)) {
      put_model(json, model, table.published(), "");
      put_ranking(json, resolved, rank_served(table, resolved.choice.period, resolved.only_of));
      return;
    }
    const domain::ModelForecast nothing{.model = std::string(model), .problem = "it was not asked"};
    const auto found = std::ranges::find(others->models, model, &domain::ModelForecast::model);
    const auto& said = found == others->models.end() ? nothing : *found;
    put_model(json, model, others->made, said.problem);
    put_ranking(json, resolved, rank_said(table, resolved.choice.period, resolved.only_of, *others, said));
  }

  template <class Put>
  [[nodiscard]] http::Response answer(const http::Request& request, const AskedForecast& asked, const Put& put) const {
    const auto resolved = resolve(*services_, asked);
    if (!resolved) return answer_of(resolved.error(), request);
    predictions::ModelForecastsPtr others;
    if (!is_served(asked, asked.model)) {
      const auto& receipt = resolved->choice.table->cube().receipt;
      auto found =
          services_->models->find(resolved->choice.table->cube().marketplace, receipt.cycle, asked.lookback_days());
      if (!found) return answer_of(refusal_of(found.error()), request);
      if (!*found) return job(request, *resolved);
      others = std::move(*found);
    }
    std::string json;
    put_head(json, *resolved);
    put(json, *resolved, others.get());
    json += '}';
    return finished(request, *resolved, std::move(json));
  }

  [[nodiscard]] http::Response finished(const http::Request& request, const Resolved& resolved,
                                        std::string json) const {
    const auto etag = fmt::format("\"{}\"", hex(fingerprint(json)));
    auto response = json_answer(200, std::move(json));
    const auto& receipt = resolved.choice.table->cube().receipt;
    set_provenance(response, resolved.choice, receipt, etag, services_->clock.now());
    if (holds(request, etag)) {
      response.status = 304;
      response.body.clear();
    }
    return response;
  }

  static Refusal kept_no_longer(const Resolved& resolved) {
    return {.status = 404,
            .type = "not-known-then",
            .title = "What was known then cannot be told",
            .detail = fmt::format("What single models say is kept of the table that serves, not of {}: of that one "
                                  "ask the ensemble.",
                                  resolved.choice.table->id())};
  }

  [[nodiscard]] http::Response job(const http::Request& request, const Resolved& resolved) const {
    const auto& table = resolved.choice.table;
    const auto serving = services_->tables.current(table->cube().marketplace);
    if (serving && serving->id() != table->id()) return answer_of(kept_no_longer(resolved), request);
    const auto started =
        services_->jobs->forecast_by_models(resolved.choice.table->cube().marketplace, resolved.asked.lookback_days());
    return started ? accepted(*started) : answer_of(refusal_of(started.error()), request);
  }

  SharedServices services_;
};

}  // namespace

Endpoints forecast_routes(const SharedServices& services) {
  if (services->jobs == nullptr || services->models == nullptr) return {};
  const auto answers = std::make_shared<ModelForecastAnswers>(services);
  return {
      {{"GET", "/forecast/top-categories", [answers](const http::Request& request) { return answers->top(request); },
        http::Pace::slow, "predictions:read"},  // may read the database
       {.tag = "Models",
        .summary = "What one model by itself says of the categories",
        .query = openapi::read_by(top_forecast_parameters()),
        .answers = {{200, "ModelForecast"}, {202, "Job"}},
        .problems = {404},
        .is_kept = true}},
      {{"GET", "/forecast/compare-models",
        [answers](const http::Request& request) { return answers->compare(request); }, http::Pace::slow,
        "predictions:read"},
       {.tag = "Models",
        .summary = "What each model says, beside the one that serves",
        .query = openapi::read_by(comparison_parameters()),
        .answers = {{200, "ModelForecasts"}, {202, "Job"}},
        .problems = {404},
        .is_kept = true}}};
}

}  // namespace shelfcast::api
