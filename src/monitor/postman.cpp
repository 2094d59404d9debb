// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/postman.hpp"

#include "monitor/couriers.hpp"
#include "monitor/rests.hpp"
#include "shelfcast/http/url.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

namespace shelfcast::monitor {
namespace {

constexpr std::int64_t kRest = 30;
constexpr std::int64_t kBetweenLooks = 60;

std::string host_of(const Address& address) {
  const auto url = http::read_url(address.to);
  return url ? url->address.host : address.to;
}

void count(Channel channel, std::string_view outcome) {
  telemetry::counter("shelfcast_alert_deliveries_total", {{"channel", name_of(channel)}, {"outcome", outcome}}).add();
}

void complain(std::string_view message, const Error& problem) {
  telemetry::log(telemetry::Severity::error, message, {{"problem", problem.text()}});
}

}  // namespace

struct Postman::Impl {
  Impl(Outbox& letters, const Notifiers& ways_out, AddressBook book)
      : outbox(letters), notifiers(ways_out), address_of(std::move(book)) {
    for (auto& channel : couriers)
      channel = std::make_unique<Couriers>([this](const Parcel& parcel) { carry(parcel); });
  }

  void hand_out(Channel channel, Instant now);
  bool is_only_to_be_noted(const KeptLetter& kept, Instant now);
  void hand_over(KeptLetter kept, Instant now);
  void carry(const Parcel& parcel);
  void put_off(const std::map<Instant, std::vector<std::int64_t>>& letters);
  void note_delivered(const KeptLetter& kept, Instant now);
  void note_failed(const KeptLetter& kept, const Refusal& why, Instant now);
  void look_at_the_dead(Instant now);

  Notifier* notifier(Channel channel) const { return notifiers.at(static_cast<std::size_t>(channel)).get(); }
  Couriers& couriers_of(Channel channel) { return *couriers.at(static_cast<std::size_t>(channel)); }

  Outbox& outbox;
  const Notifiers& notifiers;
  const AddressBook address_of;
  Rests rests;
  std::mutex noting;                   // guards the next
  std::set<std::int64_t> not_noted;    // delivered, which could not be written down yet
  std::atomic<bool> some_died = true;  // for all that is known at the start
  Instant looked;
  std::array<std::unique_ptr<Couriers>, kChannels.size()> couriers;  // last: they use the others
};

void Postman::Impl::hand_out(Channel channel, Instant now) {
  constexpr std::size_t kLookedAt = 2 * Couriers::kMostHeld;
  // Asked first: what is delivered while the outbox is read must not be taken for due.
  const auto held = couriers_of(channel).held();
  auto due = outbox.due(channel, now, kLookedAt);
  if (!due) return complain("letters that are due cannot be read", due.error());
  std::map<Instant, std::vector<std::int64_t>> resting;
  std::size_t room = Couriers::kMostHeld - std::min(Couriers::kMostHeld, held.size());
  for (auto& kept : *due) {
    if (room == 0) break;
    if (held.contains(kept.id) || is_only_to_be_noted(kept, now)) continue;
    if (const auto end = rests.end_for(kept.letter, now)) {
      resting[*end].push_back(kept.id);
    } else {
      hand_over(std::move(kept), now);
      --room;
    }
  }
  put_off(resting);
}

bool Postman::Impl::is_only_to_be_noted(const KeptLetter& kept, Instant now) {
  {
    const std::scoped_lock lock(noting);
    if (!not_noted.contains(kept.id)) return false;
  }
  note_delivered(kept, now);
  return true;
}

void Postman::Impl::hand_over(KeptLetter kept, Instant now) {
  const Letter& letter = kept.letter;
  const auto never = [&](std::string sentence) {
    note_failed(kept, {.error = {Code::rejected, letter.recipient, std::move(sentence)}}, now);
  };
  if (letter.alerts.empty()) return never("the letter tells of nothing that can be read");
  if (notifier(letter.channel) == nullptr) return never(fmt::format("{} is not set up", name_of(letter.channel)));
  auto address = address_of(letter.recipient, letter.channel);
  if (!address) {
    const bool is_nowhere = address.error().code == Code::not_found || address.error().code == Code::rejected;
    if (is_nowhere) return never(address.error().text());
    return note_failed(kept, {.error = address.error()}, now);
  }
  Couriers& couriers_there = couriers_of(letter.channel);
  std::string host = host_of(*address);
  couriers_there.take({.kept = std::move(kept), .address = std::move(*address), .host = std::move(host), .now = now});
}

void Postman::Impl::carry(const Parcel& parcel) {
  const Letter& letter = parcel.kept.letter;
  // It may have come to rest while this one was waiting.
  if (const auto end = rests.end_for(letter, parcel.now)) return put_off({{*end, {parcel.kept.id}}});
  const auto sent = notifier(letter.channel)->send(parcel.address, letter);
  sent ? note_delivered(parcel.kept, parcel.now) : note_failed(parcel.kept, sent.error(), parcel.now);
}

void Postman::Impl::put_off(const std::map<Instant, std::vector<std::int64_t>>& letters) {
  for (const auto& [until, ids] : letters) {
    if (const auto done = outbox.put_off(ids, until); !done) complain("letters cannot be put off", done.error());
  }
}

/// One that was sent is not sent again by this process, whatever the disk says.
void Postman::Impl::note_delivered(const KeptLetter& kept, Instant now) {
  const auto noted = outbox.delivered(kept.id, now);
  const std::scoped_lock lock(noting);
  if (!noted) {
    not_noted.insert(kept.id);
    return complain("a letter was delivered, which cannot be noted", noted.error());
  }
  not_noted.erase(kept.id);
  count(kept.letter.channel, "delivered");
}

void Postman::Impl::note_failed(const KeptLetter& kept, const Refusal& why, Instant now) {
  if (why.error.code != Code::rejected) rests.begin(kept.letter, now + std::max(kRest, why.wait_seconds));
  const auto is_dead = outbox.failed(kept, why, now);
  if (!is_dead) return complain("a letter was not delivered, which cannot be noted", is_dead.error());
  count(kept.letter.channel, *is_dead ? "dead" : "failed");
  if (!*is_dead) return;
  some_died = true;
  telemetry::log(telemetry::Severity::warning, "a letter could not be delivered",
                 {{"letter", kept.id}, {"channel", name_of(kept.letter.channel)}, {"problem", why.error.sentence}});
}

void Postman::Impl::look_at_the_dead(Instant now) {
  if (!some_died.exchange(false) && now < looked + kBetweenLooks) return;
  looked = now;
  const auto died = outbox.died_since(now - kDaySeconds);
  if (!died) return complain("letters that died cannot be counted", died.error());
  const bool all_is_well = *died == 0;
  telemetry::set_health("alert delivery", all_is_well ? telemetry::Condition::ok : telemetry::Condition::degraded,
                        all_is_well ? "" : fmt::format("{} could not be delivered within a day", *died));
}

Postman::Postman(Outbox& outbox, const Notifiers& notifiers, AddressBook address_of)
    : impl_(std::make_unique<Impl>(outbox, notifiers, std::move(address_of))) {}

Postman::~Postman() = default;

void Postman::deliver(Instant now) {
  for (std::size_t i = 0; i < kChannels.size(); ++i) impl_->hand_out(static_cast<Channel>(i), now);
  impl_->look_at_the_dead(now);
}

void Postman::wait() {
  for (const auto& couriers : impl_->couriers) couriers->wait();
}

}  // namespace shelfcast::monitor
