// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/refusal.hpp"
#include "api/rule.hpp"
#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/money.hpp"

#include <bitset>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shelfcast::api {

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

struct Now {};

/// What a list is ordered by; ties by rank. Each has a natural direction: the most first, or A first.
enum class Order : std::uint8_t { amount, units, name };

std::string_view name_of(Window window);
using shelfcast::name_of;  // of a frame

/// A question about predictions, as its parameters put it.
struct Question {
  Frame frame = Frame::week;
  Window window = Window::calendar;
  std::variant<Now, Day, Instant> about = {};
  std::size_t limit = 5;
  std::size_t page = 1;
  Order order = Order::amount;
  bool best_first = true;                                ///< in its natural direction; else the exact reverse
  std::string fields = {};                               ///< of rows, only these, with commas between them; empty: all
  std::string cycle = {};                                ///< the table to answer from; empty: the one that serves
  std::optional<std::variant<Day, Instant>> as_of = {};  ///< or the one that served then: at the end of a day
  std::uint32_t top = 10;                                ///< of `topProbability`: among the best so many
  bool live = false;                                     ///< with what was sold since
  std::string seller = {};  ///< only what this one sells, by id or the source's key; empty: what everybody sells
  std::optional<Micro> least_price = {};  ///< only what a unit of brings so much, and
  std::optional<Micro> most_price = {};   ///< no more
  std::string tag = {};                   ///< only what whoever asks tagged so; empty: any
  bool own = false;                       ///< the same of whoever asks
};

/// Every wrong, unknown, missing or repeated parameter at once, as a 400.
std::expected<Question, Refusal> parse_question(const QueryParameters& query);

/// The same with nothing required.
std::vector<http::FieldError> read_question(const QueryParameters& query, Question& question);

/// The same question in one form only, pinned to a day and a table: what caches and links are made from.
std::string canonical(const Question& question, Day about, std::string_view table);

/// A parameter that an endpoint takes, and the function that reads it: false where the text cannot be meant.
template <class Asked>
struct Parameter {
  std::string_view name;
  bool (*read)(std::string_view text, Asked& asked);
  Rule rule;
};

/// That an endpoint takes.
inline constexpr std::size_t kMostParameters = 64;

/// What parse_question and marketplace_asked read.
std::span<const Parameter<Question>> question_parameters();
std::span<const Parameter<std::string>> marketplace_parameters();

/// Reads each parameter by its row in the table.
template <class Asked>
std::vector<http::FieldError> read_parameters(const QueryParameters& query, std::span<const Parameter<Asked>> table,
                                              Asked& asked);

std::optional<std::variant<Day, Instant>> parse_as_of(std::string_view text);
inline constexpr Rule kMarketplaceRule = text_as("DE", "must be a marketplace");
inline constexpr Rule kCycleRule{"must be the id of a published table"};
inline constexpr Rule kAsOfRule{
    "must be a moment (2025-11-20T14:03:59Z), or a day (2025-11-20), of which its end is meant"};

/// Sets what a parameter means, where its text means anything.
template <class Value, class Target>
bool assign(const std::optional<Value>& value, Target& target) {
  if (value) target = *value;
  return value.has_value();
}

/// Any text but none.
inline bool read_name(std::string_view text, std::string& name) {
  name = text;
  return !text.empty();
}

/// A whole number of `least` to `most`.
std::optional<std::size_t> parse_count(std::string_view text, std::size_t least, std::size_t most);

std::string percent_encoded(std::string_view text);

/// Adds that it is missing, unless something else is wrong already.
void require_marketplace(std::string_view marketplace, std::vector<http::FieldError>& errors);

/// Takes the only marketplace there is where none was named; adds that it is missing where there are several.
void take_only_marketplace(const std::vector<std::string>& served, std::string& marketplace,
                           std::vector<http::FieldError>& errors);

/// Of a question that knows no other parameter.
std::expected<std::string, Refusal> marketplace_asked(const http::Request& request);

/// For `fields`: that rows have no such one.
http::FieldError unknown_field(std::string_view name, std::span<const std::string_view> known);
http::FieldError unknown_parameter(std::string_view name, std::span<const std::string_view> known);
http::FieldError wrong_parameter(std::string_view name, std::string_view text, std::string_view rule);
http::FieldError repeated_parameter(std::string_view name);

template <class Asked>
std::vector<http::FieldError> read_parameters(const QueryParameters& query, std::span<const Parameter<Asked>> table,
                                              Asked& asked) {
  std::vector<http::FieldError> errors;
  std::bitset<kMostParameters> seen;
  for (const auto& [name, text] : query) {
    std::size_t row = 0;
    while (row < table.size() && table[row].name != name) ++row;
    if (row == table.size()) {
      std::vector<std::string_view> known;
      for (const auto& parameter : table) known.push_back(parameter.name);
      errors.push_back(unknown_parameter(name, known));
    } else if (seen.test(row)) {
      errors.push_back(repeated_parameter(name));
    } else if (!table[row].read(text, asked)) {
      errors.push_back(wrong_parameter(name, text, sentence_of(table[row].rule)));
    }
    if (row < table.size()) seen.set(row);
  }
  return errors;
}

}  // namespace shelfcast::api
