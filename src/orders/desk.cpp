// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/orders/desk.hpp"

#include "orders/families.hpp"
#include "orders/judge.hpp"
#include "orders/listings.hpp"
#include "orders/queue.hpp"
#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <future>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

namespace shelfcast::orders {
namespace {

constexpr std::size_t kMostInGroup = 2'000;  // bounds how long the first of a group waits for its own
constexpr int kDaysRemembered = 1;           // besides today

Day day_in_utc(Instant at) {
  return TimeZone::utc().local_day(at);
}

bool lacks_its_merchant(const Outcome& outcome) {
  const auto is_about_him = [](const Complaint& complaint) {
    return complaint.code == "unknown_merchant" || complaint.code == "unknown_marketplace";
  };
  return !outcome && std::ranges::any_of(outcome.error().complaints, is_about_him);
}

std::vector<Outcome> all_refused(std::size_t count, const Error& error) {
  return std::vector<Outcome>(count, std::unexpected(Refusal{error.code, error.text()}));
}

/// Counts acts by what they are and what became of them.
class Meters {
 public:
  Meters() {
    for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
      for (std::size_t end = 0; end < kEnds.size(); ++end) {
        acts_[kind][end] =
            &telemetry::counter("shelfcast_orders_total", {{"act", kKinds[kind]}, {"outcome", kEnds[end]}});
      }
    }
  }

  void count(Kind kind, const Outcome& outcome) {
    const bool failed = !outcome && outcome.error().code == Code::unavailable;
    const std::size_t end = outcome ? 0 : failed ? 2 : 1;
    acts_[static_cast<std::size_t>(kind)][end]->add();
  }
  void observe_group(double seconds) { seconds_.observe(seconds); }

 private:
  static constexpr std::array<std::string_view, 4> kKinds{"place", "cancel", "return", "correct"};  // by Kind
  static constexpr std::array<std::string_view, 3> kEnds{"accepted", "refused", "failed"};
  std::array<std::array<telemetry::Counter*, kEnds.size()>, kKinds.size()> acts_{};
  telemetry::Histogram& seconds_ = telemetry::histogram("shelfcast_orders_group_duration_seconds");
};

}  // namespace

std::vector<const storage::Family*> families() {
  return {&kOrders, &kAnswers};
}

struct Desk::Impl {
  Impl(const Rooms& with, Options options)
      : rooms(with), listings(with.catalogue, with.clock), queue(options.waiting) {}

  void run();
  void carry_out(std::vector<Submission>& group);
  std::vector<Outcome> outcomes_of(std::vector<Act>& acts);
  Result<std::vector<Outcome>> judge_and_write(std::span<Act> acts);
  void forget_old_answers(Day today);

  Rooms rooms;
  Listings listings;
  Queue queue;
  Meters meters;
  std::optional<Day> forgotten_on;
  std::thread thread;
};

void Desk::Impl::run() {
  for (auto group = queue.take(kMostInGroup); !group.empty(); group = queue.take(kMostInGroup)) carry_out(group);
}

void Desk::Impl::carry_out(std::vector<Submission>& group) {
  std::vector<Act> acts;
  for (auto& submission : group) std::ranges::move(submission.acts, std::back_inserter(acts));
  auto outcomes = outcomes_of(acts);
  auto next = outcomes.begin();
  for (auto& submission : group) {
    const auto end = next + static_cast<std::ptrdiff_t>(submission.acts.size());
    submission.done({std::make_move_iterator(next), std::make_move_iterator(end)});
    next = end;
  }
}

std::vector<Outcome> Desk::Impl::outcomes_of(std::vector<Act>& acts) {
  const double begun = stopwatch_seconds();
  listings.follow();
  auto outcomes = judge_and_write(acts);
  if (!outcomes) {
    telemetry::log(telemetry::Severity::error, "orders not written",
                   {{"acts", acts.size()}, {"problem", outcomes.error().text()}});
    outcomes = all_refused(acts.size(), outcomes.error());
  }
  for (std::size_t i = 0; i < acts.size(); ++i) meters.count(acts[i].kind, (*outcomes)[i]);
  meters.observe_group(stopwatch_seconds() - begun);
  return std::move(*outcomes);
}

Result<std::vector<Outcome>> Desk::Impl::judge_and_write(std::span<Act> acts) {
  const Instant now = rooms.clock.now();
  const Day today = day_in_utc(now);
  forget_old_answers(today);
  auto books = std::make_unique<Books>(rooms.store);
  auto outcomes = Judge(*listings.current(), *books, now).judge(acts);
  if (outcomes && listings.is_stale() && std::ranges::any_of(*outcomes, lacks_its_merchant)) {
    // He may be among what the catalogue has learnt meanwhile: this is the one case worth waiting for.
    listings.catch_up();
    books = std::make_unique<Books>(rooms.store);
    outcomes = Judge(*listings.current(), *books, now).judge(acts);
  }
  if (!outcomes) return outcomes;
  auto writes = books->take_writes(today);
  if (writes.empty()) return outcomes;
  const auto written = rooms.log.append_with(eventlog::kOrderEvents, books->take_events(), std::move(writes));
  if (!written) return std::unexpected(written.error());
  return outcomes;
}

/// Once a day. A failure costs space only: the next day tries again.
void Desk::Impl::forget_old_answers(Day today) {
  if (forgotten_on == today) return;
  forgotten_on = today;
  const auto done = rooms.store.erase_range(kAnswers, {}, answer_key(today - kDaysRemembered, {}), "orders.forget");
  if (!done) {
    telemetry::log(telemetry::Severity::warning, "old answers not forgotten", {{"problem", done.error().text()}});
  }
}

Desk::Desk(const Rooms& rooms, Options options) : impl_(std::make_unique<Impl>(rooms, options)) {}

Desk::~Desk() {
  stop();
}

Result<void> Desk::start() {
  if (auto read = impl_->listings.read(); !read) return read;
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
  return {};
}

void Desk::stop() {
  impl_->queue.close();
  if (impl_->thread.joinable()) impl_->thread.join();
}

bool Desk::submit(std::vector<Act> acts, Done done) {
  Submission submission{std::move(acts), std::move(done)};
  return impl_->queue.put(submission);
}

std::vector<Outcome> Desk::carry_out(std::vector<Act> acts) {
  const std::size_t count = acts.size();
  std::promise<std::vector<Outcome>> outcomes;
  Submission submission{std::move(acts), [&](std::vector<Outcome> given) { outcomes.set_value(std::move(given)); }};
  if (!impl_->queue.put_when_there_is_room(submission)) {
    return all_refused(count, {Code::unavailable, "", "no orders are taken any more"});
  }
  return outcomes.get_future().get();
}

namespace {

class OnPaper final : public Rehearsal {
 public:
  OnPaper(const Desk::Rooms& rooms, std::shared_ptr<const Directory> directory)
      : directory_(std::move(directory)), books_(rooms.store), judge_(*directory_, books_, rooms.clock.now()) {}

  std::vector<Outcome> carry_out(std::vector<Act> acts) override {
    auto outcomes = judge_.judge(acts);
    static_cast<void>(books_.take_events());
    return outcomes ? std::move(*outcomes) : all_refused(acts.size(), outcomes.error());
  }

 private:
  std::shared_ptr<const Directory> directory_;
  Books books_;
  Judge judge_;
};

}  // namespace

std::unique_ptr<Rehearsal> Desk::rehearsal() const {
  return std::make_unique<OnPaper>(impl_->rooms, impl_->listings.current());
}

Result<Order> Desk::find(std::string_view id, std::string_view marketplace) const {
  const auto directory = impl_->listings.current();
  std::optional<Order> found;
  for (const auto* here : directory->marketplaces()) {
    if (!marketplace.empty() && here->key != marketplace) continue;
    const auto bytes = impl_->rooms.store.get(kOrders, order_key(here->id, id));
    if (!bytes) return std::unexpected(bytes.error());
    if (!*bytes) continue;
    if (found) return fail(Code::conflict, std::string(id), "several marketplaces have an order of this id");
    auto order = decode_order(**bytes);
    if (!order) return std::unexpected(order.error());
    found = std::move(*order);
  }
  if (!found) return fail(Code::not_found, std::string(id), "there is no such order");
  return std::move(*found);
}

bool Desk::serves_several_marketplaces() const {
  return impl_->listings.current()->marketplaces().size() > 1;
}

}  // namespace shelfcast::orders
