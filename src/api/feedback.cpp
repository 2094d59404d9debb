// SPDX-License-Identifier: Apache-2.0
#include "api/feedback.hpp"

#include "api/choice.hpp"
#include "api/guard/tenancy.hpp"
#include "api/orders/order_refusal.hpp"
#include "api/ranked.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/utf8.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace shelfcast::api {
namespace {

using domain::Feedback;
using domain::Level;
using domain::Verdict;

constexpr std::size_t kLongestComment = 2000;

struct Said {
  std::string marketplace;
  std::string product;
  std::string category;
  QueryParameters question;
  std::optional<Verdict> verdict;
  std::optional<Micro> expected_units;
  std::string comment;
};

/// To whoever reads questions.
bool pass_on(const char* name, std::string_view text, Said& said) {
  said.question.emplace_back(name, text);
  return true;
}

constexpr std::array<Parameter<Said>, 10> kFields{{
    {"marketplaceId", [](auto text, auto& said) { return read_name(text, said.marketplace); }, kMarketplaceRule},
    {"productId",
     [](auto text, auto& said) { return read_name(text, said.product); },
     {"must be a product, by its id or its source's key"}},
    {"categoryId",
     [](auto text, auto& said) { return read_name(text, said.category); },
     {"must be a category, by its id or its source's key"}},
    {"timeFrame", [](auto text, auto& said) { return pass_on("timeFrame", text, said); }, {}},
    {"window", [](auto text, auto& said) { return pass_on("window", text, said); }, {}},
    {"dateTime", [](auto text, auto& said) { return pass_on("dateTime", text, said); }, {}},
    {"cycle", [](auto text, auto& said) { return pass_on("cycle", text, said); }, {}},
    {"verdict",
     [](auto text, auto& said) {
       const auto* const found = std::ranges::find(domain::kVerdicts, text);
       if (found != domain::kVerdicts.end()) said.verdict = static_cast<Verdict>(found - domain::kVerdicts.begin());
       return said.verdict.has_value();
     },
     one_of("right, too_high, too_low")},
    {"expectedUnits",
     [](auto text, auto& said) {
       const auto units = parse_micro(text);
       if (units && *units >= 0) said.expected_units = *units;
       return said.expected_units.has_value();
     },
     {"must be a number from 0 on, with at most six decimals"}},
    {"comment",
     [](auto text, auto& said) {
       said.comment = text;
       return text.size() <= kLongestComment && is_utf8(text);
     },
     {"must be a text of at most 2000 bytes"}},
}};

/// The same for the same fields, in whatever order they were sent.
std::string fingerprint_of(const QueryParameters& fields) {
  return hex(fingerprint(nlohmann::json(std::map(fields.begin(), fields.end())).dump()));
}

/// The product or category that is meant, with what is predicted of it.
std::expected<void, Refusal> look_up(const Choice& choice, const Said& said, const identity::Caller* by,
                                     Feedback& feedback) {
  const auto& cube = choice.table->cube();
  if (!said.product.empty()) {
    const auto row = find_product(cube, said.product);
    if (!row) return std::unexpected(unknown_product(cube, said.product));
    if (by != nullptr && !may_ask_about(*by, cube.products[*row]))
      return std::unexpected(foreign("This product is another seller's."));
    feedback.level = Level::product;
    feedback.key = cube.products[*row].key;
    feedback.predicted_units = choice.table->product(*row, choice.period).units;
    return {};
  }
  const auto category = find_category(cube, said.category);
  if (!category) return std::unexpected(unknown_category(cube, said.category));
  feedback.level = Level::category;
  feedback.key = cube.categories[*category].key;
  feedback.predicted_units = ranked(choice, {.level = Level::product, .category = category}).sum.units;
  return {};
}

}  // namespace

std::expected<Feedback, Refusal> give_feedback(const Services& services, const QueryParameters& fields,
                                               const identity::Caller* by, std::string_view idempotency_key) {
  Said said;
  Question question;
  auto errors = read_parameters<Said>(fields, kFields, said);
  std::ranges::move(read_question(said.question, question), std::back_inserter(errors));
  if (!said.verdict && errors.empty())
    errors.push_back({"?verdict", "missing", "verdict is required: right, too_high or too_low."});
  if (said.product.empty() == said.category.empty() && errors.empty())
    errors.push_back({"?productId", "missing", "Either productId or categoryId is required."});
  take_only_marketplace(services.tables.marketplaces(), said.marketplace, errors);
  if (!errors.empty()) return std::unexpected(bad_fields(422, std::move(errors)));
  const auto choice = choose(services, said.marketplace, question);
  if (!choice) return std::unexpected(choice.error());
  Feedback feedback{.by = by != nullptr ? by->name : std::string(),
                    .marketplace = said.marketplace,
                    .cycle = choice->table->id(),
                    .key = {},
                    .frame = question.frame,
                    .period = choice->period,
                    .verdict = *said.verdict,
                    .expected_units = said.expected_units,
                    .comment = said.comment,
                    .request = fingerprint_of(fields)};
  if (auto found = look_up(*choice, said, by, feedback); !found) return std::unexpected(std::move(found.error()));
  auto kept = services.feedbacks->give(std::move(feedback), idempotency_key);
  if (!kept && kept.error().code == Code::invalid) return std::unexpected(reused_key(kept.error().sentence));
  if (!kept) return std::unexpected(refusal_of(kept.error()));
  return std::move(*kept);
}

nlohmann::ordered_json feedback_json(const Feedback& feedback) {
  using Json = nlohmann::ordered_json;
  const bool is_product = feedback.level == Level::product;
  return {{"id", feedback.id},
          {"at", format_instant(feedback.at)},
          {"by", feedback.by.empty() ? Json() : Json(feedback.by)},
          {"marketplaceId", feedback.marketplace},
          {"cycle", feedback.cycle},
          {"productKey", is_product ? Json(feedback.key) : Json()},
          {"categoryKey", is_product ? Json() : Json(feedback.key)},
          {"timeFrame", name_of(feedback.frame)},
          {"firstDay", format_day(feedback.period.first)},
          {"lastDay", format_day(feedback.period.last)},
          {"predictedUnits", from_micro(feedback.predicted_units)},
          {"verdict", domain::kVerdicts.at(static_cast<std::size_t>(feedback.verdict))},
          {"expectedUnits", feedback.expected_units ? Json(from_micro(*feedback.expected_units)) : Json()},
          {"comment", feedback.comment}};
}

}  // namespace shelfcast::api
