// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/client.hpp"
#include "shelfcast/http/router.hpp"
#include "shelfcast/http/server.hpp"
#include "shelfcast/runtime/runtime.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

namespace shelfcast::http {

inline Response text(std::string body) {
  Response answer;
  answer.headers.set("Content-Type", "text/plain");
  answer.body = std::move(body);
  return answer;
}

/// A server on a free port of the loopback address.
struct TestServer {
  explicit TestServer(std::vector<Route> routes, Limits limits = {})
      : router(std::move(routes)), server(runtime, router, limits) {
    const auto listening = server.listen(Server::Tcp{.address = "127.0.0.1", .port = 0});
    if (!listening) throw std::runtime_error(listening.error().text());
  }
  ~TestServer() { server.stop(std::chrono::seconds(5)); }

  [[nodiscard]] Response ask(const std::string& method, const std::string& target, const Headers& headers = {},
                             const std::string& body = {}) const {
    Request request;
    request.method = method;
    request.target = target;
    request.headers = headers;
    request.body = body;
    auto answer = fetch(TcpAddress{"127.0.0.1", server.port()}, request, std::chrono::seconds(10));
    if (!answer) throw std::runtime_error(answer.error().text());
    return std::move(*answer);
  }

  runtime::Runtime runtime{{.serving = 2, .answering = 2, .workers = 2}};
  Router router;
  Server server;
};

}  // namespace shelfcast::http
