// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/message.hpp"

#include "http/same_name.hpp"
#include "shelfcast/base/words.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace shelfcast::http {

namespace {

constexpr std::size_t kUsualFields = 12;  // most have fewer
constexpr std::string_view kProblemTypes = "https://shelfcast.dev/problems/";

}  // namespace

bool same_name(std::string_view one, std::string_view other) {
  return same_word(one, other);
}

void Headers::set(std::string_view name, std::string_view value) {
  for (auto& [known, kept] : fields) {
    if (same_name(known, name)) {
      kept = value;
      return;
    }
  }
  if (fields.empty()) fields.reserve(kUsualFields);
  fields.emplace_back(name, value);
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
  for (const auto& [known, value] : fields) {
    if (same_name(known, name)) return value;
  }
  return std::nullopt;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  const auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!if_none_match.empty()) {
    const std::string_view one = next_part(if_none_match, ',');
    if (one == "*" || strong(one) == strong(etag)) return true;
  }
  return false;
}

bool is_from_own_page(std::string_view origin, std::string_view host) {
  const auto after_scheme = origin.find("://");
  return after_scheme != std::string_view::npos && !host.empty() && same_name(origin.substr(after_scheme + 3), host);
}

Response problem(int status, std::string_view type, std::string_view title, std::string_view detail,
                 const Request& request, const std::vector<FieldError>& errors) {
  nlohmann::ordered_json body = {{"type", std::string(kProblemTypes) + std::string(type)},
                                 {"title", title},
                                 {"status", status},
                                 {"detail", detail},
                                 {"instance", request.id}};
  for (const FieldError& error : errors) {
    body["errors"].push_back({{"pointer", error.pointer}, {"code", error.code}, {"message", error.message}});
  }
  Response answer;
  answer.status = status;
  answer.headers.set("Content-Type", "application/problem+json");
  // Details quote what the caller sent, which may be no UTF-8.
  answer.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return answer;
}

}  // namespace shelfcast::http
