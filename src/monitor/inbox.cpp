// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/inbox.hpp"

#include "monitor/alert_book.hpp"
#include "monitor/open_alerts.hpp"
#include "shelfcast/monitor/rules.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

namespace shelfcast::monitor {
namespace {

using domain::Alert;
using domain::AlertState;

/// One that comes back so soon is the same; one that came so often must be gone for as long before it ends.
constexpr std::int64_t kSame = kDaySeconds;
constexpr std::int64_t kComesAndGoes = 3;
/// How long an operators' alert may wait for somebody to acknowledge it, by priority; never where 0.
constexpr std::array<std::int64_t, 4> kPatience{kHour / 4, kHour, kDaySeconds, 0};

/// How far back a summary looks.
constexpr std::int64_t kReported = 30 * kDaySeconds;

std::optional<std::int64_t> median(std::vector<std::int64_t> values) {
  if (values.empty()) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

std::int64_t patience_with(const Alert& alert) {
  return alert.seller.empty() ? kPatience[static_cast<std::size_t>(alert.priority)] : 0;
}

std::int64_t time_to_hold(const Signal& signal) {
  const Rule* rule = rule_named(signal.rule);
  return rule == nullptr ? signal.hold : std::max(rule->hold, signal.hold);
}

std::int64_t time_to_clear(const Alert& alert) {
  const Rule* rule = rule_named(alert.rule);
  if (alert.times >= kComesAndGoes) return kDaySeconds;
  return rule == nullptr ? 0 : rule->clear;
}

/// Takes over what was found now. Whether it became more urgent by it.
bool update(Alert& alert, const Signal& signal) {
  const bool is_more_urgent = signal.priority < alert.priority;
  alert.priority = signal.priority;
  alert.subject_name = signal.subject_name;
  alert.within = signal.within;
  alert.sentence = signal.sentence;
  alert.measured = signal.measured;
  alert.threshold = signal.threshold;
  alert.money = signal.money;
  if (is_more_urgent) {
    alert.told.reset();
    alert.state = AlertState::open;
    alert.escalated.reset();
  }
  return is_more_urgent;
}

Alert alert_of(const Look& look, const Signal& signal) {
  Alert alert{.rule = signal.rule,
              .marketplace = look.marketplace,
              .subject = signal.subject,
              .seller = signal.seller,
              .priority = signal.priority,
              .currency = look.currency,
              .raised = look.at,
              .changed = look.at};
  update(alert, signal);
  return alert;
}

class Kept final : public Inbox {
 public:
  explicit Kept(storage::Database& database) : database_(database), book_(database) {}

  Result<void> read() {
    const auto alerts = book_.unresolved();
    if (!alerts) return std::unexpected(alerts.error());
    for (const Alert& alert : *alerts) state_.open[key_of(alert)] = {alert, alert.changed};
    count();
    return {};
  }

  Result<std::vector<Change>> take(const Look& look) override;
  Result<std::vector<Change>> tick(Instant now) override;
  [[nodiscard]] std::vector<Alert> untold() const override;
  Result<void> mark_told(std::span<const std::int64_t> ids, Instant now) override;
  [[nodiscard]] Result<std::vector<Alert>> list(const domain::AlertsWanted& wanted,
                                                std::size_t at_most) const override {
    return book_.list(wanted, at_most);
  }
  [[nodiscard]] Result<Alert> find(std::int64_t id) const override { return book_.find(id); }
  [[nodiscard]] Result<domain::AlertSummary> summary(const domain::AlertsWanted& wanted, Instant now) const override;
  [[nodiscard]] std::vector<Alert> unresolved() const override;
  Result<void> forget(Instant resolved_before) override;
  Result<std::vector<Alert>> acknowledge(const domain::AlertAct& acting) override;
  Result<std::vector<Alert>> snooze(const domain::AlertAct& acting, Instant until) override;
  Result<std::vector<Alert>> reopen(const domain::AlertAct& acting) override;

 private:
  struct State {
    OpenAlerts open;
    std::map<AlertKey, Instant> waiting;  // what was found, since when, and is not yet so for long enough
  };
  /// What a call makes of the state. It becomes the state when it is written.
  struct Draft {
    State state;
    std::set<AlertKey> changed;
    std::vector<AlertKey> raised;
    std::vector<Alert> resolved;
    std::vector<AlertKey> escalated;
  };

  Result<void> find_so(Draft& draft, const Look& look, const Signal& signal) const;
  Result<void> raise(Draft& draft, const Look& look, const Signal& signal) const;
  static void find_not_so(Draft& draft, const Look& look, const std::set<AlertKey>& found);
  Result<std::vector<Change>> keep(Draft draft);
  Result<std::vector<Alert>> act(const domain::AlertAct& acting, const std::function<void(Alert&)>& change);
  void count() const;

  storage::Database& database_;
  AlertBook book_;
  mutable std::mutex changing_;  // guards what follows
  State state_;
};

Result<std::vector<Change>> Kept::take(const Look& look) {
  const std::scoped_lock lock(changing_);
  Draft draft{.state = state_, .changed = {}, .raised = {}, .resolved = {}, .escalated = {}};
  std::set<AlertKey> found;
  for (const Signal& signal : look.found) {
    if (!found.insert(key_of(look, signal)).second) continue;
    if (auto taken = find_so(draft, look, signal); !taken) return std::unexpected(taken.error());
  }
  find_not_so(draft, look, found);
  return keep(std::move(draft));
}

Result<void> Kept::find_so(Draft& draft, const Look& look, const Signal& signal) const {
  const AlertKey key = key_of(look, signal);
  const auto open = draft.state.open.find(key);
  if (open == draft.state.open.end()) {
    const Instant since = draft.state.waiting.try_emplace(key, look.at).first->second;
    if (look.at.seconds - since.seconds < time_to_hold(signal)) return {};
    draft.state.waiting.erase(key);
    return raise(draft, look, signal);
  }
  auto& [alert, last_so] = open->second;
  last_so = look.at;
  if (alert.sentence == signal.sentence && alert.priority == signal.priority && alert.money == signal.money) return {};
  if (update(alert, signal)) draft.raised.push_back(key);
  alert.changed = look.at;
  draft.changed.insert(key);
  return {};
}

Result<void> Kept::raise(Draft& draft, const Look& look, const Signal& signal) const {
  Alert alert = alert_of(look, signal);
  auto earlier = book_.resolved_since(alert, Instant{look.at.seconds - kSame});
  if (!earlier) return std::unexpected(earlier.error());
  const AlertKey key = key_of(alert);
  bool is_news = true;
  if (*earlier) {
    alert = std::move(**earlier);
    is_news = update(alert, signal);
    alert.state = alert.acknowledged && !is_news ? AlertState::acknowledged : AlertState::open;
    alert.resolved.reset();
    alert.raised = alert.changed = look.at;
    ++alert.times;
  }
  draft.state.open[key] = {std::move(alert), look.at};
  draft.changed.insert(key);
  if (is_news) draft.raised.push_back(key);
  return {};
}

void Kept::find_not_so(Draft& draft, const Look& look, const std::set<AlertKey>& found) {
  const std::set<std::string> judged(look.rules.begin(), look.rules.end());
  const auto is_not_so = [&](const AlertKey& key) {
    return key.marketplace == look.marketplace && judged.contains(key.rule) && !found.contains(key);
  };
  std::erase_if(draft.state.waiting, [&](const auto& waiting) { return is_not_so(waiting.first); });
  std::erase_if(draft.state.open, [&](const auto& open) {
    const auto& [alert, last_so] = open.second;
    if (!is_not_so(open.first) || look.at.seconds - last_so.seconds < time_to_clear(alert)) return false;
    draft.resolved.push_back(alert);
    draft.resolved.back().state = AlertState::resolved;
    draft.resolved.back().resolved = draft.resolved.back().changed = look.at;
    return true;
  });
}

Result<std::vector<Change>> Kept::tick(Instant now) {
  const std::scoped_lock lock(changing_);
  Draft draft{.state = state_, .changed = {}, .raised = {}, .resolved = {}, .escalated = {}};
  for (auto& [key, entry] : draft.state.open) {
    Alert& alert = entry.alert;
    if (alert.state == AlertState::snoozed && alert.snoozed_until && *alert.snoozed_until <= now) {
      alert.state = AlertState::open;
      alert.snoozed_until.reset();
      alert.told.reset();
    } else if (alert.state == AlertState::open && alert.told && !alert.escalated && !alert.follows_from &&
               patience_with(alert) > 0 && now.seconds - alert.told->seconds >= patience_with(alert)) {
      alert.escalated = now;
      draft.escalated.push_back(key);
    } else {
      continue;
    }
    alert.changed = now;
    draft.changed.insert(key);
  }
  return keep(std::move(draft));
}

/// Ids of new alerts are known only when they are written, and what follows from them with those: two passes.
Result<std::vector<Change>> Kept::keep(Draft draft) {
  if (draft.changed.empty() && draft.resolved.empty()) {
    state_ = std::move(draft.state);
    return std::vector<Change>{};
  }
  auto written = database_.write("monitor.alerts", [&](storage::Database&) -> Result<void> {
    for (Alert& alert : draft.resolved)
      if (auto done = book_.write(alert); !done) return done;
    const auto write_all = [&](const std::set<AlertKey>& keys) -> Result<void> {
      for (const auto& key : keys)
        if (auto done = book_.write(draft.state.open.at(key).alert); !done) return done;
      return {};
    };
    if (auto done = write_all(draft.changed); !done) return done;
    return write_all(find_roots(draft.state.open));
  });
  if (!written) return std::unexpected(written.error());
  state_ = std::move(draft.state);
  count();
  std::vector<Change> changes;
  changes.reserve(draft.raised.size() + draft.escalated.size() + draft.resolved.size());
  for (const auto& key : draft.raised) changes.push_back({Happened::raised, state_.open.at(key).alert});
  for (const auto& key : draft.escalated) changes.push_back({Happened::escalated, state_.open.at(key).alert});
  for (const auto& alert : draft.resolved) changes.push_back({Happened::resolved, alert});
  return changes;
}

std::vector<Alert> Kept::untold() const {
  const std::scoped_lock lock(changing_);
  std::vector<Alert> untold;
  for (const auto& [key, entry] : state_.open)
    if (entry.alert.state == AlertState::open && !entry.alert.told && !entry.alert.follows_from)
      untold.push_back(entry.alert);
  std::ranges::sort(untold, {},
                    [](const Alert& alert) { return std::tuple(alert.priority, -alert.money.value_or(0), alert.id); });
  return untold;
}

Result<void> Kept::mark_told(std::span<const std::int64_t> ids, Instant now) {
  const std::scoped_lock lock(changing_);
  Draft draft{.state = state_, .changed = {}, .raised = {}, .resolved = {}, .escalated = {}};
  const std::set<std::int64_t> told(ids.begin(), ids.end());
  for (auto& [key, entry] : draft.state.open) {
    if (!told.contains(entry.alert.id)) continue;
    entry.alert.told = entry.alert.changed = now;
    draft.changed.insert(key);
  }
  if (auto kept = keep(std::move(draft)); !kept) return std::unexpected(kept.error());
  return {};
}

std::vector<Alert> Kept::unresolved() const {
  const std::scoped_lock lock(changing_);
  std::vector<Alert> alerts;
  for (const auto& [key, entry] : state_.open) alerts.push_back(entry.alert);
  std::ranges::sort(alerts, {}, &Alert::id);
  return alerts;
}

Result<domain::AlertSummary> Kept::summary(const domain::AlertsWanted& wanted, Instant now) const {
  const Instant since = now - kReported;
  const auto alerts = book_.briefs(wanted, since);
  if (!alerts) return std::unexpected(alerts.error());
  domain::AlertSummary summary;
  std::vector<std::int64_t> to_acknowledge;
  std::vector<std::int64_t> to_resolve;
  for (const auto& alert : *alerts) {
    if (!alert.resolved) {
      ++summary.open[static_cast<std::size_t>(alert.priority)];
      if (alert.state == AlertState::acknowledged) ++summary.acknowledged;
      if (alert.state == AlertState::snoozed) ++summary.snoozed;
    }
    if (alert.raised < since.seconds) continue;
    ++summary.raised;
    if (alert.acknowledged) to_acknowledge.push_back(*alert.acknowledged - alert.raised);
    if (!alert.resolved) continue;
    ++summary.resolved;
    to_resolve.push_back(*alert.resolved - alert.raised);
  }
  summary.seconds_to_acknowledge = median(std::move(to_acknowledge));
  summary.seconds_to_resolve = median(std::move(to_resolve));
  return summary;
}

Result<void> Kept::forget(Instant resolved_before) {
  return database_.write("monitor.alerts", [&](storage::Database&) { return book_.forget(resolved_before); });
}

Result<std::vector<Alert>> Kept::act(const domain::AlertAct& acting, const std::function<void(Alert&)>& change) {
  const std::scoped_lock lock(changing_);
  Draft draft{.state = state_, .changed = {}, .raised = {}, .resolved = {}, .escalated = {}};
  std::map<std::int64_t, AlertKey> known;
  for (const auto& [key, entry] : draft.state.open) known.emplace(entry.alert.id, key);
  std::vector<AlertKey> acted_on;
  for (const std::int64_t id : acting.ids) {
    const std::string place = fmt::format("alert {}", id);
    const auto is_theirs = [&](const Alert& alert) {
      if (!acting.among) return true;
      const auto& [marketplace, seller] = std::tie(acting.among->marketplace, acting.among->seller);
      return (marketplace.empty() || marketplace == alert.marketplace) && (!seller || *seller == alert.seller);
    };
    if (const auto found = known.find(id); found != known.end()) {
      if (!is_theirs(draft.state.open.at(found->second).alert))
        return fail(Code::not_found, place, "There is no such alert.");
      acted_on.push_back(found->second);
      continue;
    }
    const auto earlier = book_.find(id);
    if (!earlier) return std::unexpected(earlier.error());
    if (!is_theirs(*earlier)) return fail(Code::not_found, place, "There is no such alert.");
    return fail(Code::conflict, place, "The alert is resolved: there is nothing left to do.");
  }
  for (const auto& key : acted_on) {
    Alert& alert = draft.state.open.at(key).alert;
    change(alert);
    alert.changed = acting.now;
    draft.changed.insert(key);
  }
  if (auto kept = keep(std::move(draft)); !kept) return std::unexpected(kept.error());
  std::vector<Alert> alerts;
  alerts.reserve(acted_on.size());
  for (const auto& key : acted_on) alerts.push_back(state_.open.at(key).alert);
  return alerts;
}

Result<std::vector<Alert>> Kept::acknowledge(const domain::AlertAct& acting) {
  return act(acting, [&](Alert& alert) {
    alert.state = AlertState::acknowledged;
    alert.snoozed_until.reset();
    if (alert.acknowledged) return;
    alert.acknowledged = acting.now;
    alert.acknowledged_by = acting.who;
  });
}

Result<std::vector<Alert>> Kept::snooze(const domain::AlertAct& acting, Instant until) {
  return act(acting, [&](Alert& alert) {
    alert.state = AlertState::snoozed;
    alert.snoozed_until = until;
  });
}

Result<std::vector<Alert>> Kept::reopen(const domain::AlertAct& acting) {
  return act(acting, [](Alert& alert) {
    alert.state = AlertState::open;
    alert.snoozed_until.reset();
    alert.acknowledged.reset();
    alert.acknowledged_by.clear();
  });
}

void Kept::count() const {
  std::array<double, 4> open{};
  for (const auto& [key, entry] : state_.open) ++open[static_cast<std::size_t>(entry.alert.priority)];
  for (std::size_t i = 0; i < open.size(); ++i)
    telemetry::gauge("shelfcast_alerts_open", {{"severity", domain::kPriorities[i]}}).set(open[i]);
}

}  // namespace

Result<std::unique_ptr<Inbox>> Inbox::open(storage::Database& database) {
  auto inbox = std::make_unique<Kept>(database);
  if (auto read = inbox->read(); !read) return std::unexpected(read.error());
  return inbox;
}

}  // namespace shelfcast::monitor
