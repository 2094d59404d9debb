// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/graph/engine.hpp"
#include "api/graph/transport.hpp"
#include "shelfcast/api/events.hpp"
#include "shelfcast/http/web_socket.hpp"

#include <cstddef>
#include <expected>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace shelfcast::api::graph {

/// One client that speaks graphql-transport-ws: connection_init, then any number of operations beside each other.
///
/// It hears its client one message at a time, and events and looks from other threads meanwhile. Whatever is told is
/// told to whom may know it then: a key that was revoked ends the connection.
class Session final : public http::Conversation, public Listener {
 public:
  /// `request` is the one that became the WebSocket: its credentials hold, unless the first message brings others.
  Session(std::shared_ptr<Engine> engine, std::shared_ptr<http::WebSocket> socket, const http::Request& request);

  void hear(std::string_view message) override;
  void end() override;

  void tell(const Event& event) override;
  void beat() override {}
  void look() override;
  void stop() override;
  [[nodiscard]] bool has_gone() const override { return !socket_->is_open(); }

 private:
  struct Operation {
    graphql::Subscription subscription;
    std::mutex looking;  // guards what follows: of what is told when it changes
    std::string edition = {};
    std::string told = {};
  };
  using OperationPtr = std::shared_ptr<Operation>;

  void begin(const ClientMessage& message);
  void subscribe(const ClientMessage& message);
  void answer(const std::string& id, const graphql::Query& query, const Sent& sent, const Asking& asking);
  void open(const std::string& id, const graphql::Query& query, const Sent& sent, const Asking& asking);
  void look_at(const std::string& id, Operation& operation, const Asking& asking);
  void tell_next(const std::string& id, const Operation& operation, std::string_view result);
  void refuse(const std::string& id, std::string message, std::string code);
  void close(CloseCode code, std::string_view reason);
  /// Who asks, if that one may still ask; else the connection is closed.
  [[nodiscard]] std::expected<identity::CallerPtr, CloseCode> caller() const;
  [[nodiscard]] std::map<std::string, OperationPtr> operations() const;

  const std::shared_ptr<Engine> engine_;
  const std::shared_ptr<http::WebSocket> socket_;
  const Instant opened_;
  mutable std::mutex changing_;  // guards what follows; nothing is asked of Events, or executed, under it
  http::Request credentials_;    // nothing but what shows who asks
  bool begun_ = false;
  std::map<std::string, OperationPtr> operations_;
};

}  // namespace shelfcast::api::graph
