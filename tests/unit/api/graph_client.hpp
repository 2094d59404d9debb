// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/web_socket.hpp"
#include "unit/api/shop.hpp"

#include <catch2/catch.hpp>

namespace shelfcast::test {

inline http::Request graph_upgrade() {
  auto request = upgrade_for("/graphql");
  request.headers.set("Sec-WebSocket-Protocol", "graphql-transport-ws");
  return request;
}

/// A client of graphql-transport-ws, behind a handler that let it in.
class GraphClient {
 public:
  using Json = nlohmann::ordered_json;

  explicit GraphClient(const http::Response& answer) : upgrade_(answer.upgrade) {
    CHECK(answer.status == 101);
    REQUIRE(upgrade_);
    CHECK(upgrade_->subprotocol == "graphql-transport-ws");
  }

  void say(std::string_view text) { upgrade_->conversation->hear(text); }
  void say_json(const Json& message) { say(message.dump()); }
  void begin(const Json& payload = nullptr) { say_json({{"type", "connection_init"}, {"payload", payload}}); }
  void subscribe(std::string_view id, std::string_view query) {
    say_json({{"id", id}, {"type", "subscribe"}, {"payload", {{"query", query}}}});
  }
  void complete(std::string_view id) { say_json({{"id", id}, {"type", "complete"}}); }
  void go() { upgrade_->conversation->end(); }

  /// What was said to it next; null where nothing was, {"code", "reason"} where it was closed.
  Json next() {
    const auto told = upgrade_->socket->take();
    if (!told) return nullptr;
    if (const auto* const closing = std::get_if<http::Closing>(&*told))
      return {{"code", closing->code}, {"reason", closing->reason}};
    return Json::parse(std::get<std::string>(*told));
  }
  /// The code that it was closed with; 0 where it was not.
  int code() {
    const auto told = next();
    return told.is_object() && told.contains("code") ? told["code"].get<int>() : 0;
  }
  bool is_acknowledged() { return next() == Json{{"type", "connection_ack"}}; }

 private:
  std::shared_ptr<const http::Upgrade> upgrade_;
};

}  // namespace shelfcast::test
