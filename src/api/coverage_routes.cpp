// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "shelfcast/control/coverage_json.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace shelfcast::api {
namespace {

using control::CoverageQuestion;

constexpr std::array<Parameter<CoverageQuestion>, 4> kParameters{{
    {"marketplaceId", [](auto text, auto& question) { return read_name(text, question.marketplace); },
     text_as("DE", "must be a marketplace's id")},
    {"timeFrame", [](auto text, auto& question) { return (question.frame = parse_frame(text)).has_value(); },
     one_of("day, week, month, quarter, half, year")},
    {"level", [](auto text, auto& question) { return (question.level = domain::level_named(text)).has_value(); },
     one_of("product, category, marketplace")},
    {"categoryId",
     [](auto text, auto& question) { return read_name(text, question.category); },
     {"must be a category's id"}},
}};

http::Response show(const control::Coverages& coverages, const http::Request& request) {
  CoverageQuestion question;
  auto errors = read_parameters<CoverageQuestion>(request.query, kParameters, question);
  require_marketplace(question.marketplace, errors);
  if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
  const auto coverage = coverages.show(question);
  return coverage ? fresh_answer(200, control::to_json(*coverage)) : answer_of(refusal_of(coverage.error()), request);
}

}  // namespace

Endpoints coverage_routes(const SharedServices& services) {
  if (services->coverages == nullptr) return {};
  return {{{"GET", "/api/v1/coverage",
            [services](const http::Request& request) { return show(*services->coverages, request); }, http::Pace::slow,
            "predictions:read"},
           {.tag = "Predictions",
            .summary = "How often what was promised held",
            .query = openapi::read_by<CoverageQuestion>(kParameters, {"marketplaceId"}),
            .answers = {{200, "Coverage"}},
            .problems = {404}}}};
}

}  // namespace shelfcast::api
