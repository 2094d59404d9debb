// SPDX-License-Identifier: Apache-2.0
// What ingest set aside: dead letters, and loads that wait for an operator.
#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "api/sent_json.hpp"
#include "shelfcast/control/letter_json.hpp"
#include "shelfcast/control/load_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <expected>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kLongestKey = 4096;

struct Slice {
  std::string marketplace;
  std::string after;
  std::string code;
  std::size_t limit = 20;
};

bool read_text(std::string_view text, std::string& into) {
  into = text;
  return !text.empty() && text.size() <= kLongestKey;
}

bool read_limit(std::string_view text, Slice& slice) {
  const auto limit = parse_count(text, 1, 100);
  slice.limit = limit.value_or(slice.limit);
  return limit.has_value();
}

constexpr std::array<Parameter<Slice>, 4> kParameters{{
    {"marketplaceId", [](auto text, auto& slice) { return read_text(text, slice.marketplace); },
     text_as("DE", "must be a marketplace's id")},
    {"limit", read_limit, whole_number(1, 100)},
    {"after",
     [](auto text, auto& slice) { return read_text(text, slice.after); },
     {"must be the cursor of a page's 'next'"}},
    {"code", [](auto text, auto& slice) { return read_text(text, slice.code); }, {"must be a reason's code"}},
}};
// Of loads: there is no paging and there are no codes.
constexpr std::span<const Parameter<Slice>> kLoadParameters(kParameters.data(), 2);

http::Response list_letters(const Services& services, const http::Request& request) {
  Slice slice;
  auto errors = read_parameters<Slice>(request.query, kParameters, slice);
  require_marketplace(slice.marketplace, errors);
  if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
  // One more tells whether there is a next page.
  auto found = services.dead_letters->list(
      {.marketplace = slice.marketplace, .after = slice.after, .code = slice.code, .at_most = slice.limit + 1});
  if (!found) return answer_of(refusal_of(found.error()), request);
  const bool more = found->size() > slice.limit;
  if (more) found->resize(slice.limit);
  Json letters = Json::array();
  for (const auto& kept : *found) letters.push_back(control::to_json(kept));
  return fresh_answer(200, {{"deadLetters", std::move(letters)}, {"next", more ? Json(found->back().key) : Json()}});
}

std::expected<control::LetterChoice, Refusal> choice_of(const http::Request& request) {
  const auto sent = json_body(request);
  if (!sent) return std::unexpected(sent.error());
  const Json& body = *sent;
  control::LetterChoice choice;
  std::vector<http::FieldError> errors;
  const auto wrong = [&](const std::string& name, std::string sentence) {
    errors.push_back({"/" + name, "invalid", std::move(sentence)});
  };
  if (!body.is_object()) wrong("", "The body must be an object.");
  const auto is_text = [](const Json& key) { return key.is_string(); };
  for (const auto& [name, value] : body.items()) {
    if (name == "marketplaceId" && value.is_string()) {
      choice.marketplace = value;
    } else if (name == "code" && value.is_string()) {
      choice.code = value;
    } else if (name == "all" && value.is_boolean()) {
      choice.all = value;
    } else if (name == "keys" && value.is_array() && std::ranges::all_of(value, is_text)) {
      choice.keys = value.get<std::vector<std::string>>();
    } else {
      wrong(name, "There are marketplaceId and code (texts), keys (a list of texts) and all (true or false).");
    }
  }
  if (choice.marketplace.empty()) wrong("marketplaceId", "marketplaceId is required: a marketplace's id, as DE.");
  if (choice.keys.empty() && choice.code.empty() && !choice.all) wrong("keys", "Say which: keys, a code, or all.");
  if (!errors.empty()) return std::unexpected(bad_fields(422, std::move(errors)));
  return choice;
}

using Move = Result<std::size_t> (control::DeadLetters::*)(const control::LetterChoice&);

http::Response move_letters(const Services& services, const http::Request& request, Move move) {
  const auto choice = choice_of(request);
  if (!choice) return answer_of(choice.error(), request);
  const auto moved = (services.dead_letters->*move)(*choice);
  return moved ? fresh_answer(200, {{"rows", *moved}}) : answer_of(refusal_of(moved.error()), request);
}

http::Response list_loads(const Services& services, const http::Request& request) {
  Slice slice;
  auto errors = read_parameters<Slice>(request.query, kLoadParameters, slice);
  if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
  const auto found = services.quarantine->loads(slice.marketplace, slice.limit);
  if (!found) return answer_of(refusal_of(found.error()), request);
  Json loads = Json::array();
  for (const auto& load : *found) loads.push_back(control::to_json(load));
  return fresh_answer(200, {{"loads", std::move(loads)}});
}

using Decide = Result<void> (control::Quarantine::*)(std::int64_t);

http::Response decide(const Services& services, const http::Request& request, Decide decision) {
  const std::string& named = request.captured.at("id");
  const auto id = parse_count(named, 1, std::size_t{1} << 62U);
  if (!id) return answer_of(refusal_of({Code::not_found, "load " + named, "there is no such load"}), request);
  const auto decided = (services.quarantine->*decision)(static_cast<std::int64_t>(*id));
  return decided ? fresh_answer(200, {{"id", *id}}) : answer_of(refusal_of(decided.error()), request);
}

}  // namespace

Endpoints ingest_routes(const SharedServices& services) {
  if (services->dead_letters == nullptr || services->quarantine == nullptr) return {};
  const std::string letters = "/api/v1/dead-letters";
  const std::string loads = "/api/v1/loads";
  const auto moves = [services](Move move) {
    return [services, move](const http::Request& request) { return move_letters(*services, request, move); };
  };
  const auto decides = [services](Decide decision) {
    return [services, decision](const http::Request& request) { return decide(*services, request, decision); };
  };
  using enum http::Pace;
  const auto move_some = [&](std::string_view summary) {
    return openapi::Operation{.tag = "Operations",
                              .summary = summary,
                              .body = "LettersChosen",
                              .answers = {{200, "LettersMoved"}},
                              .problems = {404, 409}};
  };
  const auto decide_on_one = [](std::string_view summary) {
    return openapi::Operation{
        .tag = "Operations", .summary = summary, .answers = {{200, "LoadDecided"}}, .problems = {409}};
  };
  return {
      {{"GET", letters, [services](const http::Request& request) { return list_letters(*services, request); }, slow,
        "operations:write"},
       {.tag = "Operations",
        .summary = "Rows that could not be taken, and why",
        .query = openapi::read_by<Slice>(kParameters, {"marketplaceId"}),
        .answers = {{200, "DeadLetters"}},
        .problems = {404}}},
      {{"POST", letters + ":replay", moves(&control::DeadLetters::replay), slow, "operations:write"},
       move_some("Try rows again that could not be taken")},
      {{"POST", letters + ":drop", moves(&control::DeadLetters::drop), slow, "operations:write"},
       move_some("Drop rows that could not be taken")},
      {{"GET", loads, [services](const http::Request& request) { return list_loads(*services, request); }, slow,
        "operations:read"},
       {.tag = "Operations",
        .summary = "What was read, and what is held",
        .query = openapi::read_by(kLoadParameters),
        .answers = {{200, "Loads"}},
        .problems = {404}}},
      {{"POST", loads + "/{id}:accept", decides(&control::Quarantine::accept), slow, "operations:write"},
       decide_on_one("Take a load that is held")},
      {{"POST", loads + "/{id}:reject", decides(&control::Quarantine::reject), slow, "operations:write"},
       decide_on_one("Reject a load that is held")},
  };
}

}  // namespace shelfcast::api
