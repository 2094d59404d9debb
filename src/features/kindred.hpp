// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shelfcast::features {

/// The words of a text in lower case, each once, ascending: what is not a letter parts them, short ones are left out.
std::vector<std::string> words_of(std::string_view text);

/// A product that sells, and how much.
struct Sibling {
  const domain::PanelProduct* product;
  double rate;   ///< units a day
  double price;  ///< what a unit costs
};

/// The products of one category that sell, by the words of their names; of the key, where there is no name.
class Kindred {
 public:
  explicit Kindred(std::vector<Sibling> siblings);

  /// Units a day of products that share words with this one, rare ones counting more, and the more so at the same price
  /// and from the same seller. Drawn to `mean` where few are like it.
  [[nodiscard]] double rate_of(const domain::PanelProduct& own, double price, double mean) const;

 private:
  struct Likeness {
    std::size_t sibling;
    double told;  ///< of what the words tell
  };
  [[nodiscard]] std::vector<Likeness> most_like(const domain::PanelProduct& own) const;

  std::vector<Sibling> siblings_;
  std::unordered_map<std::string, std::vector<std::size_t>> bearers_;  // by word
};

}  // namespace shelfcast::features
