// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/server.hpp"

#include "http/connection.hpp"
#include "http/listening.hpp"
#include "http/serving.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <vector>

namespace shelfcast::http {

namespace {

constexpr std::chrono::milliseconds kBetweenSweeps{250};
constexpr std::chrono::milliseconds kBetweenSweepsAtTheEnd{10};  // somebody waits for the last one
constexpr std::chrono::milliseconds kPauseAfterFailedAccept{100};

/// Accepts until the server drains. Shared between its coroutine and whoever wakes it, so that neither outlives it.
struct Listener {
  explicit Listener(Acceptor on) : acceptor(std::move(on)), pause(acceptor.get_executor()) {}

  Task<void> accept_all(Serving& serving) {
    while (!serving.draining()) {
      auto [failed, socket] = co_await acceptor.async_accept(asio::make_strand(serving.runtime.context()), kAwait);
      if (failed == asio::error::operation_aborted) continue;
      if (failed) {
        // Mostly: no file descriptors left. They come back as connections end; until then, no busy loop.
        telemetry::log(telemetry::Severity::warning, "connection not accepted", {{"reason", failed.message()}});
        pause.expires_after(kPauseAfterFailedAccept);
        co_await pause.async_wait(kAwait);
        continue;
      }
      greet(serving, Channel(std::move(socket)));
    }
    boost::system::error_code ignored;
    acceptor.close(ignored);
  }

  void greet(Serving& serving, Channel channel) const {
    boost::system::error_code ignored;
    if (!is_unix()) channel.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    const CertificatePtr certificate = is_unix() ? nullptr : serving.certificate();
    if (certificate) channel.begin_tls(certificate->context());
    const bool from_here = is_local(channel.socket());
    serving.take(std::move(channel), from_here);
  }

  void wake() {
    boost::system::error_code ignored;
    acceptor.cancel(ignored);
    pause.cancel();
  }

  [[nodiscard]] bool is_unix() const { return !socket_file.empty(); }

  Acceptor acceptor;
  Timer pause;
  std::filesystem::path socket_file;
};

/// Ends what is overdue. One timer for all: a timer per connection and request would cost more than the requests.
struct Sweeper {
  explicit Sweeper(const Strand& on) : strand(on), next(on) {}

  Task<void> sweep(Serving& serving) {
    while (!serving.draining() || !serving.connections().empty()) {
      next.expires_after(serving.draining() ? kBetweenSweepsAtTheEnd : kBetweenSweeps);
      co_await next.async_wait(kAwait);
      serving.expire_overdue(stopwatch_seconds());
    }
  }

  void wake() { next.cancel(); }

  Strand strand;
  Timer next;
};

}  // namespace

struct Server::Impl {
  Impl(runtime::Runtime& runtime, const Router& router, Limits limits, Admission admission)
      : serving(runtime, router, limits, std::move(admission)), sweeper(std::make_shared<Sweeper>(new_strand())) {}

  Strand new_strand() { return asio::make_strand(serving.runtime.context()); }

  void start(Acceptor acceptor, const std::filesystem::path& socket_file) {
    const auto listener = std::make_shared<Listener>(std::move(acceptor));
    listener->socket_file = socket_file;
    listeners.push_back(listener);
    serving.run(listener->acceptor.get_executor(), listener->accept_all(serving), listener);
    if (listeners.size() == 1) serving.run(sweeper->strand, sweeper->sweep(serving), sweeper);
  }

  void stop(Draining how, std::chrono::seconds deadline, std::chrono::seconds grace) {
    if (listeners.empty()) return;
    serving.begin_draining(how, stopwatch_seconds() + static_cast<double>(std::min(grace, deadline).count()));
    for (const auto& listener : listeners) {
      asio::post(listener->acceptor.get_executor(), [listener] { listener->wake(); });
    }
    asio::post(sweeper->strand, [sweeper = sweeper] { sweeper->wake(); });
    if (!serving.wait_until_quiet(deadline)) {
      const auto left = serving.connections();
      if (!left.empty()) {
        telemetry::log(telemetry::Severity::warning, "connections cut at the deadline", {{"connections", left.size()}});
      }
      for (const auto& connection : left) connection->abort();
      serving.wait_until_quiet();
    }
    for (const auto& listener : listeners) {
      std::error_code ignored;
      if (listener->is_unix()) std::filesystem::remove(listener->socket_file, ignored);
    }
    listeners.clear();
  }

  Serving serving;
  std::shared_ptr<Sweeper> sweeper;
  std::vector<std::shared_ptr<Listener>> listeners;
  std::uint16_t port = 0;
};

Server::Server(runtime::Runtime& runtime, const Router& router, Limits limits, Admission admission)
    : impl_(std::make_unique<Impl>(runtime, router, limits, std::move(admission))) {}

Server::~Server() {
  stop(std::chrono::seconds(0));
}

void Server::certify(CertificatePtr certificate) {
  impl_->serving.certify(std::move(certificate));
}

Result<void> Server::listen(const Tcp& where) {
  auto acceptor = listen_on(impl_->new_strand(), where);
  if (!acceptor) return std::unexpected(acceptor.error());
  impl_->port = port_of(*acceptor);
  impl_->start(std::move(*acceptor), {});
  return {};
}

Result<void> Server::listen(const std::filesystem::path& socket) {
  auto acceptor = listen_on(impl_->new_strand(), socket);
  if (!acceptor) return std::unexpected(acceptor.error());
  impl_->start(std::move(*acceptor), socket);
  return {};
}

std::uint16_t Server::port() const {
  return impl_->port;
}

Result<void> Server::listen(Descriptor listening) {
  auto acceptor = listen_on(impl_->new_strand(), std::move(listening));
  if (!acceptor) return std::unexpected(acceptor.error());
  impl_->port = port_of(*acceptor);
  impl_->start(std::move(*acceptor), {});
  return {};
}

void Server::adopt(std::vector<Descriptor> connections) {
  for (auto& connection : connections) {
    if (auto socket = socket_of(impl_->new_strand(), std::move(connection))) {
      const bool from_here = is_local(*socket);
      impl_->serving.take(Channel(std::move(*socket)), from_here);
    }
  }
}

std::vector<Descriptor> Server::listening() const {
  std::vector<Descriptor> sockets;
  for (const auto& listener : impl_->listeners) {
    if (!listener->is_unix()) sockets.push_back(again(listener->acceptor));
  }
  return sockets;
}

void Server::stop(std::chrono::seconds deadline, std::chrono::seconds grace) {
  impl_->stop(Draining::closes, deadline, grace);
}

std::vector<Descriptor> Server::hand_over(std::chrono::seconds deadline, std::chrono::seconds grace) {
  impl_->stop(Draining::gives_away, deadline, grace);
  return impl_->serving.given_away();
}

}  // namespace shelfcast::http
