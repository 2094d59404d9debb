// SPDX-License-Identifier: Apache-2.0
#include "http/serving.hpp"

#include "http/connection.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>

namespace shelfcast::http {

namespace {

// Those beyond the limit are told so politely, up to this many at once; the rest is closed without a word.
constexpr std::size_t kTurnedAwayAtOnce = 128;

void log_failure(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& reason) {
    telemetry::log(telemetry::Severity::error, "connection ended by an exception", {{"reason", reason.what()}});
  }
}

}  // namespace

Serving::Serving(runtime::Runtime& with, const Router& by, Limits within, Admission asking)
    : runtime(with),
      router(by),
      limits(within),
      admission(std::move(asking)),
      meters(by),
      prepared(by, within.prepared_answers),
      connected_(telemetry::gauge("shelfcast_http_connections")),
      handshakes_(telemetry::counter("shelfcast_http_handshakes_total", {{"outcome", "ok"}})),
      failed_handshakes_(telemetry::counter("shelfcast_http_handshakes_total", {{"outcome", "failed"}})) {}

void Serving::certify(CertificatePtr certificate) {
  const std::scoped_lock lock(changing_);
  certificate_ = std::move(certificate);
}

CertificatePtr Serving::certificate() {
  const std::scoped_lock lock(changing_);
  return certificate_;
}

void Serving::take(Channel channel, bool is_local) {
  auto connection = std::make_shared<Connection>(*this, std::move(channel), is_local);
  {
    const std::scoped_lock lock(changing_);
    if (connections_.size() >= limits.connections + kTurnedAwayAtOnce) return;
    const bool is_served = served_ < limits.connections;
    if (is_served) {
      ++served_;
    } else {
      connection->turn_away();
    }
    connections_.emplace(connection.get(), connection);
    connected_.set(static_cast<double>(served_));
  }
  run(connection->strand(), connection->serve(), connection);
}

void Serving::run(const Strand& strand, Task<void> task, std::shared_ptr<void> owner) {
  {
    const std::scoped_lock lock(changing_);
    ++tasks_;
  }
  asio::co_spawn(strand, std::move(task), [this, owner = std::move(owner)](const std::exception_ptr& failure) {
    if (failure) log_failure(failure);
    end_of_task(owner.get());
  });
}

void Serving::end_of_task(const void* owner) {
  const std::scoped_lock lock(changing_);
  if (const auto found = connections_.find(owner); found != connections_.end()) {
    if (!found->second->is_turned_away()) --served_;
    connections_.erase(found);
    connected_.set(static_cast<double>(served_));
  }
  --tasks_;
  // Under the lock: whoever waits may destroy this object as soon as it can take it.
  if (tasks_ == 0) quiet_.notify_all();
}

void Serving::begin_draining(Draining how, double end_of_grace) {
  end_of_grace_ = end_of_grace;
  draining_ = how;
  for (const auto& connection : connections()) connection->drain();
}

void Serving::give_away(Descriptor connection) {
  const std::scoped_lock lock(changing_);
  given_away_.push_back(std::move(connection));
}

std::vector<Descriptor> Serving::given_away() {
  const std::scoped_lock lock(changing_);
  return std::exchange(given_away_, {});
}

void Serving::expire_overdue(double now) {
  const std::scoped_lock lock(changing_);
  for (const auto& [address, connection] : connections_) {
    if (connection->is_overdue(now)) connection->expire();
  }
}

std::vector<std::shared_ptr<Connection>> Serving::connections() {
  const std::scoped_lock lock(changing_);
  std::vector<std::shared_ptr<Connection>> all;
  all.reserve(connections_.size());
  for (const auto& [address, connection] : connections_) all.push_back(connection);
  return all;
}

bool Serving::wait_until_quiet(std::chrono::seconds deadline) {
  std::unique_lock lock(changing_);
  return quiet_.wait_for(lock, deadline, [this] { return tasks_ == 0; });
}

void Serving::wait_until_quiet() {
  std::unique_lock lock(changing_);
  quiet_.wait(lock, [this] { return tasks_ == 0; });
}

}  // namespace shelfcast::http
