// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/custom_rule.hpp"

#include "monitor/looks/condition.hpp"
#include "shelfcast/base/named.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace shelfcast::monitor {
namespace {

std::string_view without_blanks(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  text.remove_suffix(text.size() - std::min(text.find_last_not_of(" \t\r\n") + 1, text.size()));
  return text;
}

}  // namespace

Result<CustomRule> read_rule(std::string name, std::string_view text) {
  CustomRule rule{.name = std::move(name), .text = std::string(without_blanks(text)), .condition = {}};
  std::string_view rest = rule.text;
  const auto priority = value_named<domain::Priority>(domain::kPriorities, rest.substr(0, 2));
  if (!priority || rest.substr(2, 1) != " ")
    return fail(Code::invalid, "", "a rule begins with P0, P1, P2 or P3 and a blank");
  rule.priority = *priority;
  rest.remove_prefix(3);
  auto condition = read_condition(rest);
  if (!condition) return std::unexpected(condition.error());
  rule.condition = std::make_shared<const Condition>(std::move(*condition));
  rest = without_blanks(rest);
  if (rest.starts_with("for ")) {
    rest.remove_prefix(4);
    const auto hold = read_duration(rest);
    if (!hold) return std::unexpected(hold.error());
    rule.hold = *hold;
    rest = without_blanks(rest);
  }
  if (!rest.empty()) return fail(Code::invalid, "", fmt::format("the rule goes on with '{}'", rest));
  return rule;
}

}  // namespace shelfcast::monitor
