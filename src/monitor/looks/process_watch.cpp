// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/process_watch.hpp"

#include "monitor/looks/condition.hpp"
#include "monitor/looks/history.hpp"
#include "monitor/looks/machine.hpp"
#include "shelfcast/monitor/rules.hpp"
#include "shelfcast/telemetry/health.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace shelfcast::monitor {
namespace {

constexpr std::string_view kUnhealthy = "unhealthy";

/// Rules of the table that are conditions over metrics, read once.
struct MetricRule {
  const Rule& rule;
  Condition condition;
};

std::vector<MetricRule> metric_rules() {
  std::vector<MetricRule> read;
  for (const Rule& rule : rules()) {
    std::string_view text = rule.condition;
    if (!text.empty()) read.push_back({rule, read_condition(text).value()});
  }
  return read;
}

}  // namespace

struct ProcessWatch::Impl {
  std::filesystem::path data;
  std::vector<CustomRule> custom;
  std::vector<MetricRule> watched = metric_rules();
  History history = {};

  void judge_metrics(Look& look) const;
  void judge_health(Look& look) const;
  void judge_custom(Look& look) const;
};

ProcessWatch::ProcessWatch(std::filesystem::path data, std::vector<CustomRule> rules)
    : impl_(new Impl{.data = std::move(data), .custom = std::move(rules)}) {}

ProcessWatch::~ProcessWatch() = default;

Look ProcessWatch::look(Instant now) {
  measure_machine(impl_->data);
  impl_->history.note(now, telemetry::snapshot());
  Look look{.at = now, .rules = {std::string(kUnhealthy), std::string(kCustomRule)}, .found = {}};
  impl_->judge_metrics(look);
  impl_->judge_health(look);
  impl_->judge_custom(look);
  return look;
}

void ProcessWatch::Impl::judge_metrics(Look& look) const {
  for (const auto& [rule, condition] : watched) {
    look.rules.emplace_back(rule.name);
    const auto measured = holds(condition, history);
    if (!measured) continue;
    const double bound = condition.all.front().bound;
    look.found.push_back(
        {.rule = std::string(rule.name),
         .priority = rule.priority,
         .sentence = fmt::format("{} Measured {:.4g}, the limit is {:.4g}.", rule.says, *measured, bound),
         .measured = *measured,
         .threshold = bound});
  }
}

void ProcessWatch::Impl::judge_health(Look& look) const {
  for (const auto& flag : telemetry::health()) {
    if (flag.condition != telemetry::Condition::failing) continue;
    look.found.push_back({.rule = std::string(kUnhealthy),
                          .subject = flag.name,
                          .subject_name = flag.name,
                          .priority = rule_named(kUnhealthy)->priority,
                          .sentence = fmt::format("{} fails: {}", flag.name, flag.detail),
                          .measured = 1});
  }
}

void ProcessWatch::Impl::judge_custom(Look& look) const {
  for (const auto& rule : custom) {
    const auto measured = holds(*rule.condition, history);
    if (!measured) continue;
    const double bound = rule.condition->all.front().bound;
    look.found.push_back(
        {.rule = std::string(kCustomRule),
         .subject = rule.name,
         .subject_name = rule.name,
         .priority = rule.priority,
         .sentence = fmt::format("{}: measured {:.4g}. The rule is: {}", rule.name, *measured, rule.text),
         .measured = *measured,
         .threshold = bound,
         .hold = rule.hold});
  }
}

}  // namespace shelfcast::monitor
