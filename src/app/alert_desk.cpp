// SPDX-License-Identifier: Apache-2.0
#include "app/alert_desk.hpp"

#include "app/alert_addresses.hpp"
#include "app/alert_rules.hpp"
#include "app/distributions.hpp"
#include "app/freshness.hpp"
#include "app/learning.hpp"
#include "app/segments.hpp"
#include "app/shop_watch.hpp"
#include "shelfcast/domain/alert_json.hpp"
#include "shelfcast/monitor/channels.hpp"
#include "shelfcast/monitor/marketplace_watch.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace shelfcast::app {
namespace {

constexpr std::chrono::seconds kBetweenLooks{30};  // each gives way: after a refresh of a large shop it takes seconds
constexpr std::chrono::seconds kBetweenRounds{1};

void complain(std::string_view what, const Error& problem) {
  telemetry::log(telemetry::Severity::warning, what, {{"problem", problem.text()}});
}

/// What a room tells, or nothing where it cannot now: the next look comes soon.
template <class T>
T known(Result<T> from) {
  if (from) return std::move(*from);
  complain("not looked at", from.error());
  return T{};
}

monitor::MarketplaceState state_of(const House& house, const domain::Marketplace& marketplace) {
  monitor::MarketplaceState state{.key = marketplace.key, .currency = marketplace.currency};
  state.last_cycle = known(house.reports->last_ended(marketplace.key));
  auto accepted = known(house.loads->accepted(marketplace.key, 1));
  if (!accepted.empty()) state.last_load = std::move(accepted.front());
  state.held_load = known(house.loads->held(marketplace.key));
  // A clock that stands, or that nobody refreshes by, makes nothing late.
  const auto table = house.tables->current(marketplace.key);
  if (table && !house.pinned && house.config.integer("refresh.every_hours") > 0)
    state.seconds_late = seconds_late(house, *table);
  return state;
}

/// What sellers of a marketplace chose instead of the table's thresholds.
monitor::OwnThreshold own_thresholds(const House& house, const std::string& marketplace) {
  std::map<std::pair<std::string, std::string>, double> chosen;  // by seller and rule
  for (const auto& preference : known(house.alert_preferences->all())) {
    if (preference.marketplace != marketplace) continue;
    for (const auto& [rule, threshold] : preference.thresholds) chosen[{preference.seller, rule}] = threshold;
  }
  return [chosen = std::move(chosen)](const monitor::Rule& rule, const std::string& seller) -> std::optional<double> {
    const auto found = chosen.find({seller, std::string(rule.name)});
    return found == chosen.end() ? std::nullopt : std::optional(found->second);
  };
}

}  // namespace

Result<std::unique_ptr<AlertDesk>> AlertDesk::make(House& house, std::shared_ptr<api::Events> events) {
  auto rules = custom_rules(house.config);
  if (!rules) return std::unexpected(rules.error());
  std::stop_source stopping;
  auto options = channel_options(house.config);
  options.stopping = stopping.get_token();
  auto notifiers = monitor::make_notifiers(options, house.clock);
  if (!notifiers) return std::unexpected(notifiers.error());
  return std::unique_ptr<AlertDesk>(
      new AlertDesk(house, std::move(events), std::move(*rules), std::move(*notifiers), std::move(stopping)));
}

AlertDesk::AlertDesk(House& house, std::shared_ptr<api::Events> events, std::vector<monitor::CustomRule> rules,
                     monitor::Notifiers notifiers, std::stop_source stopping)
    : house_(house),
      events_(std::move(events)),
      process_(house.config.text("data"), std::move(rules)),
      notifiers_(std::move(notifiers)),
      stopping_(std::move(stopping)),
      post_({.inbox = *house.alerts, .outbox = *house.outbox, .preferences = *house.alert_preferences},
            operators_of(house.config), [this](std::string_view marketplace) { return zone_of(marketplace); }),
      swept_(house.clock.now().seconds / kHour),
      postman_(*house.outbox, notifiers_, address_book(house.config, *house.alert_preferences)),
      looks_(
          kBetweenLooks, [this] { look(); }, runtime::Pace::gives_way),
      rounds_(kBetweenRounds, [this] { postman_.deliver(house_.clock.now()); }) {}

void AlertDesk::start() {
  looks_.start();
  rounds_.start();
}

void AlertDesk::stop() {
  stopping_.request_stop();
  looks_.stop();
  rounds_.stop();
}

void AlertDesk::look() {
  const Instant now = house_.clock.now();
  take(process_.look(now));
  const auto marketplaces = known(house_.catalogue->marketplaces());
  for (const auto& marketplace : marketplaces) zones_.insert_or_assign(marketplace.key, marketplace.time_zone);
  for (const auto& marketplace : marketplaces) look_at(marketplace);
  tell_of(house_.alerts->tick(now));
  if (auto told = post_.tell(now); !told) complain("alerts not told", told.error());
  if (std::exchange(swept_, now.seconds / kHour) == now.seconds / kHour) return;
  if (auto swept = house_.outbox->sweep(now); !swept) complain("old letters not forgotten", swept.error());
  const Instant kept_since = now - house_.config.integer("alerts.keep_days") * kDaySeconds;
  if (auto swept = house_.alerts->forget(kept_since); !swept) complain("old alerts not forgotten", swept.error());
}

TimeZone AlertDesk::zone_of(std::string_view marketplace) const {
  const auto name = zones_.find(marketplace);
  return name == zones_.end() ? TimeZone::utc() : TimeZone::find(name->second).value_or(TimeZone::utc());
}

void AlertDesk::look_at(const domain::Marketplace& marketplace) {
  auto state = state_of(house_, marketplace);
  const auto table = house_.tables->current(marketplace.key);
  const bool is_news = table && std::exchange(seen_[marketplace.key], table->digest()) != table->digest();
  if (is_news) state.coverage = known(house_.coverage->coverage(marketplace.key));  // counted by cycles only
  take(monitor::look_at(state, house_.clock.now()));
  if (is_news) look_at(marketplace, *table);
}

void AlertDesk::look_at(const domain::Marketplace& marketplace, const predictions::Table& table) {
  judge(distributions_of(house_, marketplace, table));
  judge(feature_days(house_, marketplace, table.cube().receipt.data_cut));
  judge(importances_of(house_, marketplace));
  judge(segments_of(house_, marketplace, table));
  if (const auto shop = shop_look(house_, marketplace.key, own_thresholds(house_, marketplace.key)))
    take(*shop);
  else
    complain("sellers' alerts not looked at", shop.error());
}

template <class T>
void AlertDesk::judge(const Result<T>& gathered) {
  if (!gathered) return complain("not looked at", gathered.error());
  take(monitor::look_at(*gathered, house_.clock.now()));
}

void AlertDesk::take(const monitor::Look& look) {
  tell_of(house_.alerts->take(look));
}

void AlertDesk::tell_of(const Result<std::vector<monitor::Change>>& changes) {
  if (!changes) return complain("alerts not kept", changes.error());
  for (const auto& [happened, alert] : *changes) {
    if (happened != monitor::Happened::raised || alert.follows_from) continue;
    events_->tell({.id = {},
                   .type = std::string(api::kAlertRaised),
                   .marketplace = alert.marketplace,
                   .json = domain::to_json(alert).dump(),
                   .seller = alert.seller});
  }
  if (auto told = post_.tell_of(*changes, house_.clock.now()); !told) complain("alerts not told", told.error());
}

}  // namespace shelfcast::app
