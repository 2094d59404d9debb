// SPDX-License-Identifier: Apache-2.0
// A server with one 900-byte answer, quick and slow, to be raced with wrk:
//   build/release/bench/bench_http_server 8099 &  wrk -t1 -c64 -d10 --latency http://127.0.0.1:8099/quick
#include "shelfcast/http/server.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/runtime/signals.hpp"

#include <fmt/format.h>
#include <cstdio>
#include <cstdlib>
#include <semaphore>

int main(int count, char** arguments) {
  using namespace shelfcast;
  constexpr std::size_t kBodyBytes = 900;
  const auto handle = [](const http::Request&) {
    http::Response answer;
    answer.headers.set("Content-Type", "application/json");
    answer.headers.set("ETag", "\"DE-20251120-1\"");
    answer.headers.set("Cache-Control", "private, max-age=60");
    answer.body.assign(kBodyBytes, 'x');
    return answer;
  };
  const http::Router router({{"GET", "/quick", handle}, {"GET", "/slow", handle, http::Pace::slow}});
  runtime::Runtime runtime({.serving = 1, .workers = 1});
  std::binary_semaphore asked_to_stop(0);
  const runtime::StopSignals signals(runtime, [&] { asked_to_stop.release(); });
  http::Server server(runtime, router, {});
  const auto port = static_cast<std::uint16_t>(count > 1 ? std::atoi(arguments[1]) : 0);
  if (const auto listening = server.listen(http::Server::Tcp{.address = "127.0.0.1", .port = port}); !listening) {
    fmt::print(stderr, "{}\n", listening.error().text());
    return EXIT_FAILURE;
  }
  fmt::print(stderr, "listening on port {}\n", server.port());
  asked_to_stop.acquire();
  server.stop(std::chrono::seconds(5));
  return EXIT_SUCCESS;
}
