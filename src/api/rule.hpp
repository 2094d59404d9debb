// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// What a parameter must be: as a sentence for who got it wrong, and as a schema for who reads the documentation.
struct Rule {
  std::string_view sentence = {};  ///< "must be ..."; empty: made of what follows
  std::string_view words = {};     ///< "day, week, month": one of these
  std::size_t least = 0;           ///< of a whole number
  std::size_t most = 0;            ///< 0: it is no number
  std::string_view example = {};
  bool may_be_empty = false;  ///< of text
};

inline constexpr std::size_t kNoEnd = 1'000'000'000;
inline constexpr std::size_t kLargestRowId = std::size_t{1} << 62U;

constexpr Rule one_of(std::string_view words) {
  return {.words = words};
}
constexpr Rule whole_number(std::size_t least, std::size_t most, std::string_view sentence = {}) {
  return {.sentence = sentence, .least = least, .most = most};
}
/// Free text, with one that can be tried.
constexpr Rule text_as(std::string_view example, std::string_view sentence) {
  return {.sentence = sentence, .example = example};
}

std::string sentence_of(const Rule& rule);

}  // namespace shelfcast::api
