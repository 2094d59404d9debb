// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/control/alert_letters.hpp"

#include <algorithm>
#include <vector>

namespace shelfcast::test {

/// Letters that reached nobody, as a test says.
class Undelivered final : public control::AlertLetters {
 public:
  std::vector<control::UndeliveredLetter> all;  ///< newest first
  std::vector<std::int64_t> sent;

  [[nodiscard]] Result<std::vector<control::UndeliveredLetter>> undelivered(std::optional<std::int64_t> before,
                                                                            std::size_t at_most) const override {
    std::vector<control::UndeliveredLetter> some;
    for (const auto& letter : all)
      if (some.size() < at_most && (!before || letter.id < *before)) some.push_back(letter);
    return some;
  }
  Result<void> send_again(std::span<const std::int64_t> ids) override {
    for (const auto id : ids)
      if (std::ranges::find(all, id, &control::UndeliveredLetter::id) == all.end())
        return fail(Code::not_found, "letter " + std::to_string(id), "There is no such letter.");
    sent.assign(ids.begin(), ids.end());
    return {};
  }
};

}  // namespace shelfcast::test
