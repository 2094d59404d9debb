// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/response_cache.hpp"

#include "shelfcast/telemetry/metrics.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

using namespace shelfcast::http;

namespace {

std::shared_ptr<const Response> answer(const std::string& body) {
  return std::make_shared<const Response>(Response{.status = 200, .headers = {}, .body = body});
}

double value_of(const std::string& metric) {
  const std::string all = shelfcast::telemetry::prometheus_text();
  const auto at = all.find("\n" + metric + " ");
  return std::stod(all.substr(at + metric.size() + 2));
}

}  // namespace

TEST_CASE("the answer unused for longest goes first") {
  ResponseCache cache(2);
  cache.put("a", answer("A"));
  cache.put("b", answer("B"));
  CHECK(cache.get("a")->body == "A");
  cache.put("c", answer("C"));
  CHECK(cache.get("b") == nullptr);
  CHECK(cache.get("a")->body == "A");
  CHECK(cache.get("c")->body == "C");
}

TEST_CASE("a cache of no capacity keeps nothing") {
  ResponseCache cache(0);
  cache.put("a", answer("A"));
  CHECK(cache.get("a") == nullptr);
}

TEST_CASE("hits and misses are counted") {
  const double hits = value_of("shelfcast_response_cache_hits_total");
  const double misses = value_of("shelfcast_response_cache_misses_total");
  ResponseCache cache(2);
  cache.get("a");
  cache.put("a", answer("A"));
  cache.get("a");
  cache.get("a");
  CHECK(value_of("shelfcast_response_cache_hits_total") == hits + 2);
  CHECK(value_of("shelfcast_response_cache_misses_total") == misses + 1);
}

TEST_CASE("a large cache holds its whole capacity and is safe to share") {
  ResponseCache cache(4096);
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 2000; ++i) {
          const std::string key = std::to_string(i);
          cache.put(key, answer(key));
          if (const auto found = cache.get(key); found && found->body != key) ++wrong;
        }
      });
    }
  }
  CHECK(wrong == 0);
  int kept = 0;
  for (int i = 0; i < 2000; ++i) kept += cache.get(std::to_string(i)) ? 1 : 0;
  CHECK(kept == 2000);
}
