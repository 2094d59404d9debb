// SPDX-License-Identifier: Apache-2.0
// Letters of alerts that reached nobody: read, and sent once more.
#include "api/alerts/alert_desk.hpp"
#include "api/endpoints.hpp"
#include "api/list_page.hpp"
#include "api/sent_json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

Json shown(const control::UndeliveredLetter& letter) {
  Json alerts = Json::array();
  for (const auto& alert : letter.alerts) alerts.push_back(alert_json(alert));
  return {{"id", letter.id},
          {"recipient", letter.recipient},
          {"channel", letter.channel},
          {"happened", letter.happened},
          {"alerts", std::move(alerts)},
          {"attempts", letter.attempts},
          {"problem", letter.problem},
          {"writtenAt", format_instant(letter.written)}};
}

http::Response list(const Services& services, const http::Request& request) {
  return list_page<std::int64_t>(
      request, "letters",
      [&](auto before, std::size_t count) { return services.alert_letters->undelivered(before, count); }, shown);
}

std::expected<std::vector<std::int64_t>, Refusal> ids_in(const http::Request& request) {
  const auto body = json_body(request);
  if (!body) return std::unexpected(body.error());
  const auto is_id = [](const Json& value) { return value.is_number_integer() && value > 0; };
  const bool is_sound = body->is_object() && body->size() == 1 && body->contains("ids") && (*body)["ids"].is_array() &&
                        !(*body)["ids"].empty() && (*body)["ids"].size() <= kMostActedOn &&
                        std::ranges::all_of((*body)["ids"], is_id);
  if (is_sound) return (*body)["ids"].get<std::vector<std::int64_t>>();
  return std::unexpected(
      bad_fields(422, {{"/ids", "invalid",
                        fmt::format(R"(The body must be 1 to {} ids of letters, as {{"ids":[17]}}.)", kMostActedOn)}}));
}

http::Response send_again(const Services& services, const http::Request& request) {
  const auto ids = ids_in(request);
  if (!ids) return answer_of(ids.error(), request);
  const auto done = services.alert_letters->send_again(*ids);
  return done ? fresh_answer(200, {{"letters", ids->size()}}) : answer_of(refusal_of(done.error()), request);
}

}  // namespace

Endpoints alert_letter_routes(const SharedServices& services) {
  if (services->alert_letters == nullptr) return {};
  const std::string path = "/api/v1/alert-letters";
  const auto with = [services](http::Response (*answer)(const Services&, const http::Request&)) {
    return [services, answer](const http::Request& request) { return answer(*services, request); };
  };
  const auto slow = http::Pace::slow;  // reads the database
  return {{{"GET", path, with(list), slow, "operations:write"},
           {.tag = "Alerts",
            .summary = "Letters of alerts that could not be delivered, and why; the latest first",
            .query = openapi::read_by<Part<std::int64_t>>(kPartParameters<std::int64_t>),
            .answers = {{200, "AlertLetters"}}}},
          {{"POST", path + ":send-again", with(send_again), slow, "operations:write"},
           {.tag = "Alerts",
            .summary = "Send such letters once more",
            .body = "AlertLettersChosen",
            .answers = {{200, "AlertLettersSent"}},
            .problems = {404, 409}}}};
}

}  // namespace shelfcast::api
