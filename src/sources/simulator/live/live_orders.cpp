// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/live_orders.hpp"

#include "shelfcast/base/random.hpp"
#include "sources/simulator/live/stall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace shelfcast::sources {
namespace {

using simulator::LiveOrder;
using Seconds = std::chrono::duration<double>;

constexpr std::chrono::seconds kDeadline{10};  // of one attempt
constexpr double kPatience = 60;               // for one order, and for the server to become ready
constexpr double kFirstPause = 0.05;
constexpr double kLongestPause = 2;
constexpr double kBetweenReports = 1;

enum class Fate : std::uint8_t { acknowledged, refused, unanswered };

class Customers final : public LiveOrders {
 public:
  Customers(LiveOptions options, const Clock& clock, simulator::Stall stall)
      : options_(std::move(options)), clock_(clock), stall_(std::move(stall)) {
    report_.currency = stall_.currency;
    report_.first_order = fmt::format("live-{}-{:x}", options_.seed, clock.now().seconds);
  }

  Result<LiveReport> run(const Progress& progress) override;
  void stop() override {
    const std::scoped_lock lock(changing_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  Result<void> wait_until_ready();
  void serve_connection();
  std::optional<std::uint64_t> next_order();
  Fate deliver(http::Client& client, const LiveOrder& order, Random& random);
  void note(const LiveOrder& order, Fate fate);
  bool pause(double seconds);
  [[nodiscard]] http::Request request_for(const LiveOrder& order) const;

  const LiveOptions options_;
  const Clock& clock_;
  const simulator::Stall stall_;
  double begun_ = 0;
  std::mutex changing_;  // guards all below
  std::condition_variable changed_;
  bool stopped_ = false;
  std::uint64_t given_out_ = 0;
  std::size_t at_work_ = 0;
  LiveReport report_;
};

Result<void> Customers::wait_until_ready() {
  http::Client client(options_.server);
  http::Request request;
  request.method = "GET";
  request.target = "/readyz";
  const double patience_ends = stopwatch_seconds() + kPatience;
  for (;;) {
    const auto answer = client.send(request, kDeadline);
    if (answer && answer->status == 200) return {};
    const std::string why = answer ? fmt::format("answers {} at /readyz", answer->status) : answer.error().text();
    if (stopwatch_seconds() > patience_ends) return fail(Code::unavailable, "server", "is not ready: " + why);
    if (!pause(kFirstPause * 4)) return fail(Code::unavailable, "server", "was not ready yet: " + why);
  }
}

Result<LiveReport> Customers::run(const Progress& progress) {
  if (auto ready = wait_until_ready(); !ready) return std::unexpected(ready.error());
  begun_ = stopwatch_seconds();
  at_work_ = options_.connections;
  std::vector<std::jthread> threads;
  threads.reserve(options_.connections);
  for (std::size_t i = 0; i < options_.connections; ++i) threads.emplace_back([this] { serve_connection(); });
  std::unique_lock lock(changing_);
  while (at_work_ > 0) {
    changed_.wait_for(lock, Seconds(kBetweenReports), [this] { return at_work_ == 0; });
    report_.seconds = stopwatch_seconds() - begun_;
    const LiveReport so_far = report_;
    lock.unlock();
    progress(so_far);
    lock.lock();
  }
  return report_;
}

void Customers::serve_connection() {
  http::Client client(options_.server);
  while (const auto n = next_order()) {
    LiveOrder order = simulator::make_order(stall_, options_.seed, *n);
    finish(order, *n == 0 ? report_.first_order : fmt::format("{}-{}", report_.first_order, *n), clock_.now());
    Random jitter(options_.seed + 1, *n);
    note(order, deliver(client, order, jitter));
  }
  const std::scoped_lock lock(changing_);
  --at_work_;
  changed_.notify_all();
}

/// The number of the next order, at the moment when it is due; nothing where no more are to be sent.
std::optional<std::uint64_t> Customers::next_order() {
  std::unique_lock lock(changing_);
  const std::uint64_t n = given_out_;
  const double due = static_cast<double>(n) / options_.rate;
  const bool is_over =
      (options_.orders > 0 && n >= options_.orders) || (options_.seconds > 0 && due >= options_.seconds);
  if (stopped_ || is_over) return std::nullopt;
  ++given_out_;
  const double wait = begun_ + due - stopwatch_seconds();
  if (wait > 0 && changed_.wait_for(lock, Seconds(wait), [this] { return stopped_; })) return std::nullopt;
  return n;
}

http::Request Customers::request_for(const LiveOrder& order) const {
  http::Request request;
  request.method = "POST";
  request.target = "/v1/orders";
  request.headers.set("Content-Type", "application/json");
  request.headers.set("Idempotency-Key", order.id);
  if (!options_.token.empty()) request.headers.set("Authorization", "Bearer " + options_.token);
  request.body = order.body;
  return request;
}

Fate Customers::deliver(http::Client& client, const LiveOrder& order, Random& random) {
  const http::Request request = request_for(order);
  const double patience_ends = stopwatch_seconds() + kPatience;
  for (double longest = kFirstPause;; longest = std::min(2 * longest, kLongestPause)) {
    const auto answer = client.send(request, kDeadline);
    if (answer && (answer->status == 200 || answer->status == 201)) return Fate::acknowledged;
    const bool try_again = !answer || answer->status == 503 || answer->status == 429;
    if (!try_again) {
      const std::scoped_lock lock(changing_);
      if (report_.first_refusal.empty()) report_.first_refusal = fmt::format("{}: {}", answer->status, answer->body);
      return Fate::refused;
    }
    if (stopwatch_seconds() > patience_ends || !pause(longest * (0.5 + random.uniform() / 2))) return Fate::unanswered;
    const std::scoped_lock lock(changing_);
    ++report_.retries;
  }
}

void Customers::note(const LiveOrder& order, Fate fate) {
  const std::scoped_lock lock(changing_);
  if (fate == Fate::refused) ++report_.refused;
  if (fate == Fate::unanswered) ++report_.unanswered;
  if (fate != Fate::acknowledged) return;
  ++report_.orders;
  report_.lines += order.lines;
  report_.units += order.units;
  report_.amount += order.amount;
}

/// False where it was stopped meanwhile.
bool Customers::pause(double seconds) {
  std::unique_lock lock(changing_);
  return !changed_.wait_for(lock, Seconds(seconds), [this] { return stopped_; });
}

}  // namespace

Result<std::unique_ptr<LiveOrders>> LiveOrders::open(const LiveOptions& options, const Clock& clock) {
  if (!(options.rate > 0)) return fail(Code::invalid, "rate", "must be above 0");
  if (options.connections == 0) return fail(Code::invalid, "connections", "must be 1 at least");
  auto stall = simulator::read_stall(options.warehouse, options.marketplace);
  if (!stall) return std::unexpected(stall.error());
  return std::make_unique<Customers>(options, clock, std::move(*stall));
}

}  // namespace shelfcast::sources
