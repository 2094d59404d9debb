// SPDX-License-Identifier: Apache-2.0
#include "app/local_alerts.hpp"

#include "app/alert_rules.hpp"
#include "shelfcast/monitor/rules.hpp"

namespace shelfcast::app {

std::vector<control::AlertRule> LocalAlerts::rules() const {
  std::vector<control::AlertRule> all;
  for (const auto& rule : monitor::rules()) {
    if (rule.name == monitor::kCustomRule) continue;
    all.push_back({.name = std::string(rule.name),
                   .is_for_sellers = rule.audience == monitor::Audience::sellers,
                   .priority = rule.priority,
                   .says = std::string(rule.says),
                   .threshold = rule.threshold,
                   .unit = std::string(rule.unit),
                   .condition = std::string(rule.condition)});
  }
  const auto own = custom_rules(house_.config);
  if (!own) return all;  // the server did not start with such
  for (const auto& rule : *own)
    all.push_back({.name = rule.name,
                   .priority = rule.priority,
                   .says = "A rule of the configuration.",
                   .unit = {},
                   .condition = rule.text});
  return all;
}

}  // namespace shelfcast::app
