// SPDX-License-Identifier: Apache-2.0
#include "api/alerts/preference.hpp"

#include "shelfcast/base/named.hpp"
#include "shelfcast/http/url.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace shelfcast::api {
namespace {

using domain::AlertPreference;
using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestEmail = 254;
constexpr std::size_t kLongestUrl = 2048;
constexpr std::size_t kShortestSecret = 16;
constexpr std::size_t kLongestSecret = 256;
constexpr int kMostAWeek = 1000;

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= kLongestEmail && is_plain(text) && at != std::string_view::npos && at > 0 &&
         at == text.rfind('@') && at + 1 < text.size() && text.find_first_of("<>,;:\"\\()[]") == std::string_view::npos;
}

bool is_url(std::string_view text) {
  return text.size() <= kLongestUrl && is_plain(text) &&
         (text.starts_with("https://") || text.starts_with("http://")) && http::read_url(text).has_value();
}

bool is_telephone(std::string_view text) {
  constexpr std::size_t kLeast = 8;
  constexpr std::size_t kMost = 16;  // E.164, the plus sign included
  return text.size() >= kLeast && text.size() <= kMost && text.front() == '+' &&
         std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_secret(std::string_view text) {
  return text.size() >= kShortestSecret && text.size() <= kLongestSecret && is_plain(text);
}

/// A text that fits, or nothing where it is null or empty.
bool take_text(const Json& value, bool (*fits)(std::string_view), std::string& into) {
  if (!value.is_null() && !value.is_string()) return false;
  const std::string text = value.is_null() ? "" : value.get<std::string>();
  if (!text.empty() && !fits(text)) return false;
  into = text;
  return true;
}

template <class Enum, std::size_t n>
bool take_word(const Json& value, const std::array<std::string_view, n>& words, Enum& into) {
  const auto named = value.is_string() ? value_named<Enum>(words, value.get_ref<const std::string&>()) : std::nullopt;
  if (!named) return false;
  into = *named;
  return true;
}

bool take_count(const Json& value, int& into) {
  if (!value.is_number_integer() || value < 0 || value > kMostAWeek) return false;
  into = value.get<int>();
  return true;
}

bool take_thresholds(const Json& value, AlertPreference& preference) {
  if (!value.is_object()) return false;
  std::map<std::string, double> thresholds;
  for (const auto& [rule, threshold] : value.items()) {
    if (!threshold.is_number() || !(threshold.get<double>() > 0)) return false;
    thresholds[rule] = threshold.get<double>();
  }
  preference.thresholds = std::move(thresholds);
  return true;
}

bool take_muted(const Json& value, AlertPreference& preference) {
  if (!value.is_array() || !std::ranges::all_of(value, [](const Json& rule) { return rule.is_string(); })) return false;
  preference.muted = value.get<std::set<std::string>>();
  return true;
}

struct Wish {
  std::string_view name;
  bool (*take)(const Json& value, AlertPreference& preference);
  std::string_view rule;
};
constexpr std::array kWishes{
    Wish{"email", [](const Json& value, auto& to) { return take_text(value, is_email, to.email); },
         "must be an e-mail address, or empty"},
    Wish{"slackUrl", [](const Json& value, auto& to) { return take_text(value, is_url, to.slack); },
         "must be the URL of an incoming webhook, or empty"},
    Wish{"webhookUrl", [](const Json& value, auto& to) { return take_text(value, is_url, to.webhook); },
         "must be a URL, or empty"},
    Wish{"webhookSecret", [](const Json& value, auto& to) { return take_text(value, is_secret, to.secret); },
         "must be 16 to 256 characters without blanks, or empty"},
    Wish{"telephone", [](const Json& value, auto& to) { return take_text(value, is_telephone, to.telephone); },
         "must be a number with its country, as +491711234567, or empty"},
    Wish{"cadence", [](const Json& value, auto& to) { return take_word(value, domain::kCadences, to.cadence); },
         "must be immediate, hourly or daily"},
    Wish{"alertsPerWeek", [](const Json& value, auto& to) { return take_count(value, to.alerts_per_week); },
         "must be a whole number of 0 to 1000"},
    Wish{"leastPriority", [](const Json& value, auto& to) { return take_word(value, domain::kPriorities, to.least); },
         "must be P0, P1, P2 or P3"},
    Wish{"thresholds", take_thresholds, "must be numbers above 0 by the names of rules"},
    Wish{"mutedRules", take_muted, "must be a list of the names of rules"},
};

}  // namespace

std::vector<http::FieldError> take_wishes(const Json& said, AlertPreference& preference) {
  if (!said.is_object()) return {{"", "invalid", R"(The body must be an object, as {"cadence":"daily"}.)"}};
  std::vector<http::FieldError> errors;
  for (const auto& [name, value] : said.items()) {
    const auto* wish = std::ranges::find(kWishes, name, &Wish::name);
    if (wish == kWishes.end())
      errors.push_back({"/" + name, "unknown", fmt::format("There is no preference '{}'.", name)});
    else if (!wish->take(value, preference))
      errors.push_back({"/" + name, "invalid", fmt::format("{} {}.", name, wish->rule)});
  }
  return errors;
}

}  // namespace shelfcast::api
