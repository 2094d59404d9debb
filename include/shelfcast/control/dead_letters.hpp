// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/sale.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace shelfcast::control {

struct KeptLetter {
  std::string key;
  domain::DeadLetter letter;
};

/// Which letters of a marketplace are meant: those of these keys, or all of a code, or all.
struct LetterChoice {
  std::string marketplace;
  std::vector<std::string> keys;
  std::string code;
  bool all = false;
};

/// Rows that could not be counted. Any thread.
class DeadLetters {
 public:
  virtual ~DeadLetters() = default;

  /// Those after a key ("": from the first), at most `at_most`; of one code where it is not empty.
  struct Page {
    std::string marketplace;
    std::string after;
    std::string code;
    std::size_t at_most = 20;
  };
  [[nodiscard]] virtual Result<std::vector<KeptLetter>> list(const Page& page) = 0;
  /// Queues their rows again; the next cycle counts them. Rows that could not be read stay. `conflict` while a load is
  /// held. Returns how many were queued.
  virtual Result<std::size_t> replay(const LetterChoice& choice) = 0;
  /// Forgets them; returns how many.
  virtual Result<std::size_t> drop(const LetterChoice& choice) = 0;
};

}  // namespace shelfcast::control
