// SPDX-License-Identifier: Apache-2.0
#include "graphql/values/suggestions.hpp"

#include "graphql/language/characters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace shelfcast::graphql {
namespace {

using Units = std::vector<char16_t>;

/// UTF-16 units in lower case.
Units lowered(std::string_view text) {
  Units units;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.bytes;
    const bool upper = point.value >= 'A' && point.value <= 'Z';
    if (point.units() == 2) units.push_back(static_cast<char16_t>(0xD7C0 + (point.value >> 10U)));
    units.push_back(static_cast<char16_t>(upper ? point.value + 32 : point.value));
  }
  return units;
}

/// How many letters have to be added, left out, replaced or swapped with their neighbour; at most `most`.
std::optional<std::size_t> edits(const Units& one, const Units& other, std::size_t most) {
  const Units& longer = one.size() < other.size() ? other : one;
  const Units& shorter = one.size() < other.size() ? one : other;
  if (longer.size() - shorter.size() > most) return std::nullopt;
  std::array<std::vector<std::size_t>, 3> rows;
  for (auto& row : rows) row.resize(shorter.size() + 1);
  for (std::size_t j = 0; j <= shorter.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= longer.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    std::size_t smallest = row[0] = i;
    for (std::size_t j = 1; j <= shorter.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (longer[i - 1] == shorter[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && longer[i - 1] == shorter[j - 2] && longer[i - 2] == shorter[j - 1];
      if (swapped) row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
      smallest = std::min(smallest, row[j]);
    }
    if (smallest > most) return std::nullopt;
  }
  const std::size_t distance = rows[longer.size() % 3][shorter.size()];
  return distance <= most ? std::optional(distance) : std::nullopt;
}

/// The number at the beginning of `text`, which is taken off it.
double take_number(std::string_view& text) {
  double number = 0;
  do {
    number = number * 10 + (text.front() - '0');
    text.remove_prefix(1);
  } while (!text.empty() && is_digit(text.front()) && number > 0);
  return number;
}

}  // namespace

bool comes_before(std::string_view one, std::string_view other) {
  while (!one.empty() && !other.empty()) {
    if (is_digit(one.front()) && is_digit(other.front())) {
      const double left = take_number(one);
      const double right = take_number(other);
      if (left != right) return left < right;
    } else {
      if (one.front() != other.front()) return one.front() < other.front();
      one.remove_prefix(1);
      other.remove_prefix(1);
    }
  }
  return one.size() < other.size();
}

std::vector<std::string_view> near_names(std::string_view wrong, const std::vector<std::string_view>& known) {
  const Units wanted = lowered(wrong);
  const std::size_t most = wanted.size() * 4 / 10 + 1;
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const auto name : known) {
    const Units units = lowered(name);
    const auto distance = name == wrong     ? std::optional<std::size_t>(0)
                          : units == wanted ? std::optional<std::size_t>(1)
                                            : edits(wanted, units, most);
    if (distance) near.emplace_back(*distance, name);
  }
  std::ranges::stable_sort(near, [](const auto& left, const auto& right) {
    return left.first != right.first ? left.first < right.first : comes_before(left.second, right.second);
  });
  std::vector<std::string_view> names;
  names.reserve(near.size());
  for (const auto& [distance, name] : near) names.push_back(name);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  return names;
}

std::string did_you_mean(const std::vector<std::string_view>& names, std::string_view what) {
  constexpr std::size_t kMost = 5;
  if (names.empty()) return "";
  std::vector<std::string> quoted;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) quoted.push_back(fmt::format("\"{}\"", names[i]));
  std::string out = fmt::format(" Did you mean {}{}", what, what.empty() ? "" : " ");
  const std::string last = std::move(quoted.back());
  quoted.pop_back();
  if (quoted.size() == 1) return out + quoted[0] + " or " + last + "?";
  for (const auto& name : quoted) out += name + ", ";
  return out + (quoted.empty() ? "" : "or ") + last + "?";
}

}  // namespace shelfcast::graphql
