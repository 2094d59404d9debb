// SPDX-License-Identifier: Apache-2.0
// Events appended and read a second, durably, by the log in this process and, where brokers are named, over Kafka.
//   bench_eventlog [BROKERS]
#include "shelfcast/base/clock.hpp"
#include "shelfcast/eventlog/kafka_log.hpp"
#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/storage/store.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

using namespace shelfcast;
using eventlog::Event;
using eventlog::EventLog;

namespace {

constexpr std::size_t kEvents = 200'000;

domain::OrderEvent order_line(std::size_t number) {
  domain::OrderEvent event;
  event.marketplace = "DE";
  event.order = fmt::format("2025-{:08}", number);
  event.line = "1";
  event.version = 1;
  event.seller = fmt::format("seller-{}", number % 1000);
  event.product = fmt::format("product-{}", number % 100'000);
  event.category = fmt::format("category-{}", number % 100);
  event.ordered = Instant{1'763'600'000 + static_cast<std::int64_t>(number)};
  event.changed = event.ordered;
  event.quantity = kMicro;
  event.unit_price = 1999;
  event.currency = "EUR";
  event.id = eventlog::order_event_id(event);
  return event;
}

void tell(std::string_view what, std::size_t count, double seconds) {
  fmt::print("{:<46} {:>10.0f} a second\n", what, static_cast<double>(count) / seconds);
}

[[noreturn]] void wrong(std::string_view what) {
  fmt::print(stderr, "wrong answer: {}\n", what);
  std::exit(1);
}

std::vector<Event> encode_all() {
  std::vector<domain::OrderEvent> lines;
  lines.reserve(kEvents);
  for (std::size_t i = 0; i < kEvents; ++i) lines.push_back(order_line(i));
  std::vector<Event> events;
  events.reserve(kEvents);
  const double begun = stopwatch_seconds();
  for (const auto& line : lines) events.push_back(eventlog::encode(line));
  tell("order events encoded", kEvents, stopwatch_seconds() - begun);
  const double encoded = stopwatch_seconds();
  for (std::size_t i = 0; i < kEvents; ++i) {
    if (eventlog::decode_order_event(events[i].payload) != lines[i]) wrong("an order event came back otherwise");
  }
  tell("order events decoded", kEvents, stopwatch_seconds() - encoded);
  return events;
}

void append(EventLog& log, std::string_view name, std::span<const Event> events, std::size_t at_once) {
  const double begun = stopwatch_seconds();
  for (std::size_t i = 0; i < events.size(); i += at_once) {
    const auto some = events.subspan(i, std::min(at_once, events.size() - i));
    if (log.append("order-events", some).value() != some.size()) wrong("an event was not taken for new");
  }
  tell(fmt::format("{}: appended, {} to a call", name, at_once), events.size(), stopwatch_seconds() - begun);
}

void read(EventLog& log, storage::Store& store, std::string_view name, std::size_t count) {
  const double begun = stopwatch_seconds();
  std::size_t seen = 0;
  while (seen < count) {
    const auto events = log.read("order-events", "count", 1000).value();
    storage::Batch batch;
    log.commit("order-events", "count", events, batch);
    if (!store.commit(batch, "bench")) wrong("a position was not kept");
    seen += events.size();
  }
  if (seen != count) wrong("more or fewer events were read than appended");
  tell(fmt::format("{}: read and committed, 1000 at once", name), count, stopwatch_seconds() - begun);
}

void measure(EventLog& log, storage::Store& store, std::string_view name, const std::vector<Event>& events) {
  const std::span all(events);
  append(log, name, all.first(500), 1);
  append(log, name, all.subspan(500, 19'500), 100);
  append(log, name, all.subspan(20'000), 2000);
  read(log, store, name, events.size());
}

}  // namespace

int main(int count, char** arguments) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("shelfcast-bench-{}", ::getpid());
  {
    const auto store = storage::Store::open(folder, eventlog::families()).value();
    const auto events = encode_all();
    const SystemClock clock;
    const auto remembering = eventlog::open_rocks_log(*store);
    append(*remembering, "embedded, ids kept", std::span(events).first(100'000), 2000);
    if (!store->erase_range(*eventlog::families()[0], {}, "\xff", "bench")) wrong("the first events stay");
    const auto embedded = eventlog::open_rocks_log(*store, clock, {{.topic = "order-events", .unique_ids = true}});
    measure(*embedded, *store, "embedded", events);
    if (count > 1) {
      const auto kafka =
          eventlog::open_kafka_log({.brokers = arguments[1], .topic_prefix = "bench.", .settings = {}}, *store);
      measure(**kafka, *store, "Kafka", events);
    }
  }
  std::filesystem::remove_all(folder);
  return 0;
}
