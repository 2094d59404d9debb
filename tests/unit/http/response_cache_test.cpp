// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/response_cache.hpp"

#include "shelfcast/telemetry/metrics.hpp"

#include <atomic>
#include <catch2/catch.hpp>
#include <latch>
#include <stdexcept>
#include <thread>

using namespace shelfcast::http;

namespace {

/// A cache, and how often it had to have something made.
struct Watched {
  explicit Watched(std::size_t capacity) : cache(capacity) {}

  std::string get(const std::string& key) {
    return cache
        .get_or_make(key,
                     [&] {
                       ++made;
                       return Response{.status = 200, .headers = {}, .body = key};
                     })
        ->body;
  }

  ResponseCache cache;
  std::atomic<int> made = 0;
};

double value_of(const std::string& metric) {
  const std::string all = shelfcast::telemetry::prometheus_text();
  const auto at = all.find("\n" + metric + " ");
  return std::stod(all.substr(at + metric.size() + 2));
}

}  // namespace

TEST_CASE("the answer unused for longest goes first") {
  Watched watched(2);
  for (const char* key : {"a", "b", "a", "c", "a", "c"}) CHECK(watched.get(key) == key);
  CHECK(watched.made == 3);
  watched.get("b");
  CHECK(watched.made == 4);
}

TEST_CASE("a cache of no capacity keeps nothing") {
  Watched watched(0);
  CHECK(watched.get("a") == "a");
  CHECK(watched.get("a") == "a");
  CHECK(watched.made == 2);
}

TEST_CASE("hits and misses are counted") {
  const double hits = value_of("shelfcast_response_cache_hits_total");
  const double misses = value_of("shelfcast_response_cache_misses_total");
  Watched watched(2);
  for (int i = 0; i < 3; ++i) watched.get("a");
  CHECK(value_of("shelfcast_response_cache_hits_total") == hits + 2);
  CHECK(value_of("shelfcast_response_cache_misses_total") == misses + 1);
}

TEST_CASE("a large cache holds its whole capacity and is safe to share") {
  Watched watched(4096);
  std::atomic<int> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 2000; ++i) {
          const std::string key = std::to_string(i);
          if (watched.get(key) != key) ++wrong;
        }
      });
    }
  }
  CHECK(wrong == 0);
  CHECK(watched.made == 2000);
}

TEST_CASE("a crowd that asks for the same at once has it made once") {
  constexpr int kCrowd = 8;
  ResponseCache cache(10);
  std::latch all_there(kCrowd);
  std::atomic<int> made = 0;
  std::atomic<int> answered = 0;
  {
    std::vector<std::jthread> crowd;
    for (int i = 0; i < kCrowd; ++i) {
      crowd.emplace_back([&] {
        all_there.arrive_and_wait();
        const auto make = [&] {
          ++made;
          std::this_thread::yield();
          return Response{.status = 200, .headers = {}, .body = "once"};
        };
        if (cache.get_or_make("a", make)->body == "once") ++answered;
      });
    }
  }
  CHECK(made == 1);
  CHECK(answered == kCrowd);
}

TEST_CASE("what could not be made is made by the next who asks") {
  ResponseCache cache(10);
  CHECK_THROWS_AS(cache.get_or_make("a", []() -> Response { throw std::runtime_error("broken"); }), std::runtime_error);
  CHECK(cache.get_or_make("a", [] { return Response{.status = 200, .headers = {}, .body = "made"}; })->body == "made");
}
