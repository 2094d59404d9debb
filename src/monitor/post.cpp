// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/post.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace shelfcast::monitor {
namespace {

using domain::Alert;
using domain::AlertPreference;
using domain::Cadence;
using domain::Priority;

constexpr std::int64_t kWeek = 7 * kDaySeconds;
/// When daily digests are written, where the marketplace is.
constexpr std::string_view kMorning = ":06:00:00";

std::vector<Channel> channels_of(const AlertPreference& preference) {
  std::vector<Channel> channels;
  if (!preference.email.empty()) channels.push_back(Channel::email);
  if (!preference.slack.empty()) channels.push_back(Channel::slack);
  if (!preference.telephone.empty()) channels.push_back(Channel::sms);
  if (!preference.webhook.empty()) channels.push_back(Channel::webhook);
  return channels;
}

/// What makes two letters the same: an alert is told once each time that it is raised, by priority and recipient.
std::string key_of(const Alert& alert, Happened happened, std::string_view recipient, Channel channel) {
  return fmt::format("{}:{}:{}:{}:{}:{}", alert.id, alert.times,
                     domain::kPriorities[static_cast<std::size_t>(alert.priority)], name_of(happened), recipient,
                     name_of(channel));
}

Letter letter_of(const Alert& alert, Happened happened, std::string_view recipient, Channel channel) {
  return {.key = key_of(alert, happened, recipient, channel),
          .recipient = std::string(recipient),
          .channel = channel,
          .happened = happened,
          .alerts = {alert}};
}

Instant morning_of(Day day, const TimeZone& zone) {
  return zone.parse_local(format_day(day) + std::string(kMorning)).value_or(zone.midnight(day));
}

/// The last moment at which a digest was due.
Instant last_due(Cadence cadence, const TimeZone& zone, Instant now) {
  if (cadence == Cadence::hourly) return {now.seconds / kHour * kHour};
  const Day today = zone.local_day(now);
  const Instant morning = morning_of(today, zone);
  return morning <= now ? morning : morning_of(today - 1, zone);
}

std::vector<std::int64_t> ids_of(std::span<const Alert> alerts) {
  std::vector<std::int64_t> ids;
  for (const Alert& alert : alerts) ids.push_back(alert.id);
  return ids;
}

}  // namespace

std::span<const Route> routes() {
  using enum Channel;
  static const std::vector<Route> table{{Priority::p0, kOnCall, {sms, email, slack, pagerduty}},
                                        {Priority::p1, kOnCall, {sms, email, slack, pagerduty}},
                                        {Priority::p2, kTeam, {email, slack, webhook}},
                                        {Priority::p3, kTeam, {slack, webhook}}};
  return table;
}

std::string recipient_of(std::string_view marketplace, std::string_view seller) {
  return fmt::format("seller {} {}", marketplace, seller);
}

bool is_wanted(const Alert& alert, const AlertPreference& preference) {
  return alert.marketplace == preference.marketplace && alert.seller == preference.seller &&
         alert.priority <= preference.least && !preference.muted.contains(alert.rule);
}

void keep_most_money(std::vector<Alert>& alerts, std::int64_t at_most) {
  std::ranges::stable_sort(alerts, std::greater{}, [](const Alert& alert) { return alert.money.value_or(0); });
  alerts.resize(std::min(alerts.size(), static_cast<std::size_t>(std::max<std::int64_t>(at_most, 0))));
}

std::optional<SellerAddressed> seller_addressed(std::string_view recipient) {
  constexpr std::string_view kSeller = "seller ";
  if (!recipient.starts_with(kSeller)) return std::nullopt;
  const auto whose = recipient.substr(kSeller.size());
  const auto space = whose.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  return SellerAddressed{std::string(whose.substr(0, space)), std::string(whose.substr(space + 1))};
}

std::vector<Channel> Post::open_to(const Route& route) const {
  const auto& open = route.recipient == kOnCall ? operators_.on_call : operators_.team;
  std::vector<Channel> channels;
  std::ranges::copy_if(route.channels, std::back_inserter(channels),
                       [&](Channel channel) { return open.contains(channel); });
  return channels;
}

Result<void> Post::tell(Instant now) {
  const auto untold = rooms_.inbox.untold();
  if (untold.empty()) return {};
  if (auto told = tell_operators(untold, now); !told) return told;
  const auto preferences = rooms_.preferences.all();
  if (!preferences) return std::unexpected(preferences.error());
  for (const auto& preference : *preferences)
    if (auto told = tell_seller(preference, untold, now); !told) return told;
  return {};
}

Result<void> Post::tell_operators(std::span<const Alert> untold, Instant now) {
  std::vector<std::int64_t> told;
  for (const Alert& alert : untold) {
    if (!alert.seller.empty()) continue;
    const Route& route = *std::ranges::find(routes(), alert.priority, &Route::priority);
    for (const Channel channel : open_to(route))
      if (auto put = rooms_.outbox.put(letter_of(alert, Happened::raised, route.recipient, channel), now); !put)
        return put;
    told.push_back(alert.id);
  }
  return told.empty() ? Result<void>{} : rooms_.inbox.mark_told(told, now);
}

Result<void> Post::tell_seller(const AlertPreference& preference, std::span<const Alert> untold, Instant now) {
  const auto channels = channels_of(preference);
  const std::string recipient = recipient_of(preference.marketplace, preference.seller);
  const bool at_once = preference.cadence == Cadence::immediate;
  const Instant due = at_once ? now : last_due(preference.cadence, zone_of_(preference.marketplace), now);
  std::vector<Alert> wanted;
  std::ranges::copy_if(untold, std::back_inserter(wanted),
                       [&](const Alert& alert) { return is_wanted(alert, preference) && alert.raised <= due; });
  if (wanted.empty() || channels.empty()) return {};
  const auto told = rooms_.outbox.told_since(recipient, now - kWeek);
  if (!told) return std::unexpected(told.error());
  keep_most_money(wanted, preference.alerts_per_week - *told);
  if (wanted.empty()) return {};

  for (const Channel channel : channels) {
    if (at_once) {
      for (const Alert& alert : wanted)
        if (auto put = rooms_.outbox.put(letter_of(alert, Happened::raised, recipient, channel), now); !put) return put;
      continue;
    }
    const std::string key =
        fmt::format("digest:{}:{}:{}:{}", recipient, due.seconds, wanted.front().id, name_of(channel));
    const Letter letter{
        .key = key, .recipient = recipient, .channel = channel, .happened = Happened::digest, .alerts = wanted};
    if (auto put = rooms_.outbox.put(letter, now); !put) return put;
  }
  return rooms_.inbox.mark_told(ids_of(wanted), now);
}

Result<void> Post::tell_of(std::span<const Change> changes, Instant now) {
  for (const auto& [happened, alert] : changes) {
    if (happened == Happened::raised || !alert.told || !alert.seller.empty()) continue;
    const bool escalates = happened == Happened::escalated;
    // Who is on call is told of all that escalates; of an end those who were told of the beginning.
    const Priority as = escalates && alert.priority > Priority::p1 ? Priority::p1 : alert.priority;
    const Route& route = *std::ranges::find(routes(), as, &Route::priority);
    for (const Channel channel : open_to(route))
      if (auto put = rooms_.outbox.put(letter_of(alert, happened, route.recipient, channel), now); !put) return put;
  }
  return {};
}

}  // namespace shelfcast::monitor
