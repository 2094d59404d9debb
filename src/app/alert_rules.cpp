// SPDX-License-Identifier: Apache-2.0
#include "app/alert_rules.hpp"

#include <fmt/format.h>

namespace shelfcast::app {

Result<std::vector<monitor::CustomRule>> custom_rules(const Config& config) {
  std::vector<monitor::CustomRule> rules;
  for (const auto& [name, text] : config.rules()) {
    auto rule = monitor::read_rule(name, text);
    const std::string key = "rules." + name;
    if (!rule) return fail(Code::config, fmt::format("{}: {}", config.origin(key), key), rule.error().sentence);
    rules.push_back(std::move(*rule));
  }
  return rules;
}

}  // namespace shelfcast::app
