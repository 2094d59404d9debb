// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/alert.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace shelfcast::monitor {

enum class Audience : std::uint8_t { operators, sellers };

/// What may be raised. How something is found to be so stands where it is looked at (src/monitor/looks/).
struct Rule {
  std::string_view name;  ///< also of its runbook
  Audience audience;
  domain::Priority priority;  ///< the highest it may have
  double threshold;           ///< beyond which it is so; sellers may choose their own
  std::string_view unit;      ///< of the threshold; of rules over metrics empty, as the condition says it
  std::string_view says;      ///< when it is raised, a sentence
  std::int64_t hold = 0;      ///< seconds for which it must be so before it is raised
  std::int64_t clear = 0;     ///< seconds for which it must not be so before it is resolved
  /// What explains it where that is open as well, of the same subject or of what holds it: the most probable first.
  std::span<const std::string_view> explained_by = {};
  std::string_view condition = {};  ///< over metrics, as the configuration's own rules are written
};

/// All of them, the table of rules.
std::span<const Rule> rules();
/// Null where there is none of that name.
const Rule* rule_named(std::string_view name);

/// The rule that everything is raised by which the configuration defines.
inline constexpr std::string_view kCustomRule = "custom-rule";

}  // namespace shelfcast::monitor
