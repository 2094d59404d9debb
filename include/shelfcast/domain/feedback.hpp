// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/level.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::domain {

enum class Verdict : std::uint8_t { right, too_high, too_low };
inline constexpr std::array<std::string_view, 3> kVerdicts{"right", "too_high", "too_low"};

/// What somebody thinks of a prediction, beside what was predicted when it was said.
struct Feedback {
  std::int64_t id = 0;
  Instant at = {};
  std::string by;  ///< who says so; empty: nobody who is known
  std::string marketplace;
  std::string cycle;  ///< the table that predicted
  Level level = Level::product;
  std::string key;  ///< the source's own, of the product or category
  Frame frame = Frame::week;
  Period period = {};
  Micro predicted_units = 0;
  Verdict verdict = Verdict::right;
  std::optional<Micro> expected_units = {};  ///< what they expect instead
  std::string comment;
  std::string request = {};  ///< a fingerprint of what was sent: with the same key, the same again
};

}  // namespace shelfcast::domain
