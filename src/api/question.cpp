// SPDX-License-Identifier: Apache-2.0
#include "api/question.hpp"

#include "api/tags.hpp"
#include "shelfcast/base/nearest.hpp"
#include "shelfcast/base/written.hpp"
#include "shelfcast/domain/forecast.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace shelfcast::api {
namespace {

constexpr std::size_t kLargestLimit = 100;
constexpr std::size_t kLargestPage = 1'000'000'000;
constexpr std::size_t kLongestQuoted = 100;
constexpr std::size_t kLongestFields = 1000;

/// The brief's local time names a local day by its date alone; only RFC 3339 needs the marketplace's zone.
bool read_date_time(std::string_view text, Question& question) {
  if (const auto day = parse_day(text)) {
    question.about = *day;
  } else if (const auto local = TimeZone::utc().parse_local(text)) {
    question.about = TimeZone::utc().local_day(*local);
  } else if (const auto instant = parse_instant(text)) {
    question.about = *instant;
  } else {
    return false;
  }
  return true;
}

struct Sort {
  std::string_view name;
  Order order;
  bool best_first;
};
/// The first name of an order is the one that canonical questions have.
constexpr std::array<Sort, 8> kSorts{{{"desc", Order::amount, true},
                                      {"asc", Order::amount, false},
                                      {"amount_desc", Order::amount, true},
                                      {"amount_asc", Order::amount, false},
                                      {"units_desc", Order::units, true},
                                      {"units_asc", Order::units, false},
                                      {"name_asc", Order::name, true},
                                      {"name_desc", Order::name, false}}};

bool read_sort(std::string_view text, Question& question) {
  const auto* const sort = std::ranges::find(kSorts, text, &Sort::name);
  if (sort == kSorts.end()) return false;
  question.order = sort->order;
  question.best_first = sort->best_first;
  return true;
}

std::string_view sort_of(const Question& question) {
  return std::ranges::find_if(
             kSorts,
             [&](const Sort& sort) { return sort.order == question.order && sort.best_first == question.best_first; })
      ->name;
}

bool read_fields(std::string_view text, Question& question) {
  question.fields = text;
  return !text.empty() && text.size() <= kLongestFields;
}

bool read_cycle(std::string_view text, Question& question) {
  question.cycle = text;
  return !text.empty() && text.size() <= kLongestQuoted;
}

bool read_seller(std::string_view text, Question& question) {
  question.seller = text;
  return !text.empty() && text.size() <= kLongestQuoted;
}

bool read_tag(std::string_view text, Question& question) {
  question.tag = text;
  return is_tag(text);
}

bool read_scope(std::string_view text, Question& question) {
  question.own = text == "own";
  return text == "own" || text == "marketplace";
}

bool read_live(std::string_view text, Question& question) {
  question.live = text == "true";
  return text == "true" || text == "false";
}

bool read_top(std::string_view text, Question& question) {
  const auto top = parse_count(text, 1, domain::kTops.back());
  if (!top || std::ranges::find(domain::kTops, *top) == domain::kTops.end()) return false;
  question.top = static_cast<std::uint32_t>(*top);
  return true;
}

constexpr std::string_view kPriceRule = "must be an amount from 0 on, with at most six decimals";

bool read_price(std::string_view text, std::optional<Micro>& price) {
  const auto amount = parse_micro(text);
  if (amount && *amount >= 0) price = *amount;
  return price.has_value();
}

constexpr std::array<Parameter<Question>, 16> kParameters{{
    {"timeFrame", [](auto text, auto& question) { return assign(parse_frame(text), question.frame); },
     one_of("day, week, month, quarter, half, year")},
    {"dateTime",
     read_date_time,
     {"must be a local time (2025-11-20:14:03:59), a date (2025-11-20) or RFC 3339 (2025-11-20T14:03:59Z)"}},
    {"limit", [](auto text, auto& question) { return assign(parse_count(text, 1, kLargestLimit), question.limit); },
     whole_number(1, 100)},
    {"page", [](auto text, auto& question) { return assign(parse_count(text, 1, kLargestPage), question.page); },
     whole_number(1, kNoEnd)},
    {"sort", read_sort, one_of("desc, asc, amount_desc, amount_asc, units_desc, units_asc, name_asc, name_desc")},
    {"fields", read_fields,
     text_as("rank,expectedAmount",
             "must be names of a row's fields with commas between them, as rank,expectedAmount")},
    {"window", [](auto text, auto& question) { return assign(parse_window(text), question.window); },
     one_of("calendar, next, rolling")},
    {"top", read_top, one_of("5, 10, 20, 50")},
    {"live", read_live, one_of("true, false")},
    {"scope", read_scope, one_of("marketplace, own")},
    {"sellerId", read_seller, {"must be a seller, by its id or its source's key"}},
    {"tag", read_tag, {kTagRule}},
    {"minPrice", [](auto text, auto& question) { return read_price(text, question.least_price); }, {kPriceRule}},
    {"maxPrice", [](auto text, auto& question) { return read_price(text, question.most_price); }, {kPriceRule}},
    {"cycle", read_cycle, kCycleRule},
    {"asOf", [](auto text, auto& question) { return assign(parse_as_of(text), question.as_of); }, kAsOfRule},
}};

void append_encoded(std::string& to, std::string_view text) {
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    plain ? to.push_back(c) : void(to += fmt::format("%{:02X}", static_cast<unsigned char>(c)));
  }
}

std::string quoted(std::string_view text) {
  return fmt::format("'{}{}'", text.substr(0, kLongestQuoted), text.size() > kLongestQuoted ? "..." : "");
}

}  // namespace

std::string_view name_of(Window window) {
  switch (window) {
    case Window::next:
      return "next";
    case Window::rolling:
      return "rolling";
    case Window::calendar:
      break;
  }
  return "calendar";
}

std::span<const Parameter<Question>> question_parameters() {
  return kParameters;
}

std::span<const Parameter<std::string>> marketplace_parameters() {
  static constexpr std::array<Parameter<std::string>, 1> kMarketplace{{
      {"marketplaceId", [](auto text, auto& marketplace) { return read_name(text, marketplace); },
       text_as("DE", "must be a marketplace's id")},
  }};
  return kMarketplace;
}

std::vector<http::FieldError> read_question(const QueryParameters& query, Question& question) {
  auto errors = read_parameters<Question>(query, kParameters, question);
  if (question.least_price && question.most_price && *question.least_price > *question.most_price)
    errors.push_back({"?maxPrice", "conflict", "maxPrice must not be less than minPrice."});
  return errors;
}

std::expected<Question, Refusal> parse_question(const QueryParameters& query) {
  Question question;
  auto errors = read_question(query, question);
  const bool framed = std::ranges::any_of(query, [](const auto& field) { return field.first == "timeFrame"; });
  if (!framed) {
    errors.push_back({"?timeFrame", "missing", "timeFrame is required: day, week, month, quarter, half or year."});
  }
  if (question.own && !question.seller.empty())
    errors.push_back({"?sellerId", "conflict", "scope=own asks of yourself alone: leave sellerId out, or scope."});
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return question;
}

std::string canonical(const Question& question, Day about, std::string_view table) {
  const bool dated = question.window != Window::rolling;  // a rolling window begins at the table's cut
  constexpr std::size_t kUsualBytes = 192;
  std::string text;
  text.reserve(kUsualBytes);
  text.append("timeFrame=").append(name_of(question.frame)).append("&window=").append(name_of(question.window));
  if (dated) write_day(text.append("&dateTime="), about);
  write_number(text.append("&limit="), question.limit);
  write_number(text.append("&page="), question.page);
  text.append("&sort=").append(sort_of(question));
  if (!question.fields.empty()) text.append("&fields=").append(percent_encoded(question.fields));
  write_number(text.append("&top="), question.top);
  if (question.live) text += "&live=true";
  if (question.own) text += "&scope=own";
  if (!question.seller.empty()) text.append("&sellerId=").append(percent_encoded(question.seller));
  if (!question.tag.empty()) text.append("&tag=").append(percent_encoded(question.tag));
  if (question.least_price) write_micro(text.append("&minPrice="), *question.least_price);
  if (question.most_price) write_micro(text.append("&maxPrice="), *question.most_price);
  append_encoded(text.append("&cycle="), table);
  return text;
}

void require_marketplace(std::string_view marketplace, std::vector<http::FieldError>& errors) {
  if (marketplace.empty() && errors.empty())
    errors.push_back({"?marketplaceId", "missing", "marketplaceId is required: a marketplace's id, as DE."});
}

void take_only_marketplace(const std::vector<std::string>& served, std::string& marketplace,
                           std::vector<http::FieldError>& errors) {
  if (marketplace.empty() && served.size() == 1) marketplace = served.front();
  if (marketplace.empty() && served.size() > 1)
    errors.push_back(
        {"?marketplaceId", "missing", fmt::format("It may be one of {}. Say which one.", fmt::join(served, ", "))});
}

std::expected<std::string, Refusal> marketplace_asked(const http::Request& request) {
  std::string marketplace;
  auto errors = read_parameters<std::string>(request.query, marketplace_parameters(), marketplace);
  require_marketplace(marketplace, errors);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return marketplace;
}

std::optional<std::variant<Day, Instant>> parse_as_of(std::string_view text) {
  if (const auto day = parse_day(text)) return *day;
  if (const auto instant = parse_instant(text)) return *instant;
  return std::nullopt;
}

std::optional<std::size_t> parse_count(std::string_view text, std::size_t least, std::size_t most) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  append_encoded(encoded, text);
  return encoded;
}

http::FieldError unknown_field(std::string_view name, std::span<const std::string_view> known) {
  const std::string nearest = nearest_name(name, known);
  return {"?fields", "unknown",
          nearest.empty() ? fmt::format("Rows have no field {}; they have {}.", quoted(name), fmt::join(known, ", "))
                          : fmt::format("Rows have no field {}: did you mean {}?", quoted(name), nearest)};
}

http::FieldError unknown_parameter(std::string_view name, std::span<const std::string_view> known) {
  const std::string nearest = nearest_name(name, known);
  return {"?" + std::string(name.substr(0, kLongestQuoted)), "unknown",
          nearest.empty() ? fmt::format("There is no parameter {}; there are {}.", quoted(name), fmt::join(known, ", "))
                          : fmt::format("There is no parameter {}: did you mean {}?", quoted(name), nearest)};
}

http::FieldError wrong_parameter(std::string_view name, std::string_view text, std::string_view rule) {
  return {fmt::format("?{}", name), "invalid", fmt::format("{} {}, not {}.", name, rule, quoted(text))};
}

http::FieldError repeated_parameter(std::string_view name) {
  return {fmt::format("?{}", name), "repeated", fmt::format("{} is given more than once.", name)};
}

}  // namespace shelfcast::api
