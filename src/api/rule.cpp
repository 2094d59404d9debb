// SPDX-License-Identifier: Apache-2.0
#include "api/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::api {

std::string sentence_of(const Rule& rule) {
  if (!rule.sentence.empty()) return std::string(rule.sentence);
  const bool are_two = std::ranges::count(rule.words, ',') == 1;
  if (are_two) {
    const auto comma = rule.words.find(',');
    return fmt::format("must be {} or {}", rule.words.substr(0, comma), rule.words.substr(comma + 2));
  }
  if (!rule.words.empty()) return fmt::format("must be one of {}", rule.words);
  if (rule.most == kNoEnd) return fmt::format("must be a whole number from {} on", rule.least);
  return fmt::format("must be a whole number from {} to {}", rule.least, rule.most);
}

}  // namespace shelfcast::api
