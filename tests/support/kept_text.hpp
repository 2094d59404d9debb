// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <string_view>

namespace shelfcast::testing {

/// The same text, kept until the program ends: for nouns that only view into what they were read from.
inline std::string_view kept(std::string_view text) {
  static std::deque<std::string> texts;
  return texts.emplace_back(text);
}

}  // namespace shelfcast::testing
