// SPDX-License-Identifier: Apache-2.0
#include "monitor/open_alerts.hpp"

#include "shelfcast/monitor/rules.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace shelfcast::monitor {
namespace {

using domain::Alert;

/// The first open alert of each rule that is about the process itself: it may explain what happens anywhere.
using OfProcess = std::map<std::string, const Alert*, std::less<>>;

OfProcess of_process(const OpenAlerts& open) {
  OfProcess found;
  for (const auto& [key, entry] : open)
    if (key.marketplace.empty()) found.try_emplace(key.rule, &entry.alert);
  return found;
}

const Alert* explained_by(std::string_view rule, const Alert& alert, const OpenAlerts& open, const OfProcess& process) {
  for (const auto& subject : {alert.subject, alert.within, std::string()}) {
    const auto found = open.find({std::string(rule), alert.marketplace, subject, alert.seller});
    if (found != open.end() && found->second.alert.id != alert.id) return &found->second.alert;
  }
  const auto found = process.find(rule);
  return found == process.end() ? nullptr : found->second;
}

const Alert* cause_of(const Alert& alert, const OpenAlerts& open, const OfProcess& process) {
  const Rule* rule = rule_named(alert.rule);
  if (rule == nullptr) return nullptr;
  for (const std::string_view cause : rule->explained_by)
    if (const Alert* found = explained_by(cause, alert, open, process)) return found;
  return nullptr;
}

}  // namespace

AlertKey key_of(const Alert& alert) {
  return {alert.rule, alert.marketplace, alert.subject, alert.seller};
}

AlertKey key_of(const Look& look, const Signal& signal) {
  return {signal.rule, look.marketplace, signal.subject, signal.seller};
}

std::set<AlertKey> find_roots(OpenAlerts& open) {
  const OfProcess process = of_process(open);
  std::map<AlertKey, AlertKey> roots;
  std::map<AlertKey, std::int64_t> followers;
  for (const auto& [key, entry] : open) {
    const Alert* root = &entry.alert;
    while (const Alert* cause = cause_of(*root, open, process)) root = cause;  // the table of rules has no circle
    if (root == &entry.alert) continue;
    roots.emplace(key, key_of(*root));
    ++followers[key_of(*root)];
  }
  std::set<AlertKey> changed;
  for (auto& [key, entry] : open) {
    const auto root = roots.find(key);
    const auto follows_from = root == roots.end() ? std::nullopt : std::optional(open.at(root->second).alert.id);
    const auto count = followers.find(key);
    const std::int64_t number = count == followers.end() ? 0 : count->second;
    if (entry.alert.follows_from == follows_from && entry.alert.followers == number) continue;
    entry.alert.follows_from = follows_from;
    entry.alert.followers = number;
    changed.insert(key);
  }
  return changed;
}

}  // namespace shelfcast::monitor
