// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shelfcast::features {

/// The words of a text in lower case, each once, ascending: what is not a letter parts them, short ones are left out.
std::vector<std::string> words_of(std::string_view text);

/// By which a product is known to people: its name, else its key.
inline std::string_view naming(const auto& product) {
  return product.name.empty() ? product.key : product.name;
}

/// Names by their words: what two of them share tells the more, the rarer it is.
class Namesakes {
 public:
  explicit Namesakes(const std::vector<std::string_view>& names);

  struct Likeness {
    std::size_t place;  ///< of the name, in the order they were given
    double told;        ///< of what the words tell
  };
  /// Those that share words with a text, the likest first. Words of very many names tell too little to count.
  [[nodiscard]] std::vector<Likeness> most_like(std::string_view text) const;

 private:
  std::size_t names_;
  std::unordered_map<std::string, std::vector<std::size_t>> bearers_;  // by word
};

}  // namespace shelfcast::features
