// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/condition.hpp"

#include "shelfcast/monitor/custom_rule.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace shelfcast::monitor {
namespace {

constexpr std::array kBounds{0.1, 1.0, 10.0};

telemetry::Sample counted(std::string labels, double value) {
  return {.labels = std::move(labels), .value = value, .bounds = {}, .buckets = {}};
}

/// Two notes, five minutes apart.
struct FiveMinutes {
  History history;

  FiveMinutes() {
    history.note(
        {0}, {{"shelfcast_http_requests_total",
               {counted(R"(method="GET",route="/a",code="200")", 1'000),
                counted(R"(method="GET",route="/a",code="500")", 10)}},
              {"shelfcast_http_request_duration_seconds",
               {{.labels = R"(method="GET",route="/a")", .value = 50, .bounds = kBounds, .buckets = {0, 0, 0, 50}}}},
              {"shelfcast_http_connections", {counted("", 7)}}});
    history.note(
        {300},
        {{"shelfcast_http_requests_total",
          {counted(R"(method="GET",route="/a",code="200")", 1'900),
           counted(R"(method="GET",route="/a",code="500")", 40), counted(R"(method="GET",route="/b",code="503")", 70)}},
         {"shelfcast_http_request_duration_seconds",
          {{.labels = R"(method="GET",route="/a")", .value = 150, .bounds = kBounds, .buckets = {90, 10, 0, 50}}}},
         {"shelfcast_http_connections", {counted("", 9)}}});
  }

  std::optional<double> measured(std::string_view text) const {
    const auto condition = read_condition(text);
    REQUIRE(condition);
    return holds(*condition, history);
  }
};

std::string complaint(std::string_view text) {
  const auto rule = read_rule("mine", text);
  REQUIRE_FALSE(rule);
  return rule.error().sentence;
}

}  // namespace

TEST_CASE("a condition compares what metrics are, and how they grew") {
  const FiveMinutes now;
  CHECK(now.measured("value(shelfcast_http_connections) > 8") == 9);
  CHECK_FALSE(now.measured("value(shelfcast_http_connections) > 9"));
  CHECK(now.measured("value(shelfcast_http_connections) < 10") == 9);
  CHECK(now.measured("increase(shelfcast_http_requests_total, 5m) > 0") == 1'000);
  CHECK(now.measured(R"(increase(shelfcast_http_requests_total{code="5*"}, 5m) > 0)") == 100);
  CHECK(now.measured(R"(increase(shelfcast_http_requests_total{code="500"}, 5m) > 0)") == 30);
  CHECK(now.measured(R"(increase(shelfcast_http_requests_total{route="/a",code="5*"}, 5m) > 0)") == 30);
  CHECK(now.measured("rate(shelfcast_http_requests_total, 5m) > 3") == Approx(1'000 / 300.0));
  CHECK(now.measured("largest(shelfcast_http_requests_total) > 0") == 1'900);
  CHECK(now.measured(R"(increase(shelfcast_http_requests_total{code="5*"}, 5m)
                        / increase(shelfcast_http_requests_total, 5m) > 0.05)") == Approx(0.1));
}

TEST_CASE("a quantile is that of what was added meanwhile") {
  const FiveMinutes now;
  CHECK(now.measured("p50(shelfcast_http_request_duration_seconds, 5m) > 0") == Approx(0.1 * 50 / 90));
  CHECK(now.measured("p95(shelfcast_http_request_duration_seconds, 5m) > 0") == Approx(0.55));
  CHECK_FALSE(now.measured("p99(shelfcast_http_request_duration_seconds, 5m) > 1"));
}

TEST_CASE("of several comparisons all must hold") {
  const FiveMinutes now;
  CHECK(now.measured("value(shelfcast_http_connections) > 8 and rate(shelfcast_http_requests_total, 5m) > 1") == 9);
  CHECK_FALSE(now.measured("value(shelfcast_http_connections) > 8 and rate(shelfcast_http_requests_total, 5m) > 9"));
}

TEST_CASE("what has not been measured yet does not hold") {
  History fresh;
  std::string_view text = "increase(shelfcast_http_requests_total, 5m) > -1";
  const auto condition = read_condition(text).value();
  CHECK_FALSE(holds(condition, fresh));
  fresh.note({0}, {{"shelfcast_http_requests_total", {counted(R"(code="200")", 5)}}});
  CHECK_FALSE(holds(condition, fresh));
  fresh.note({30}, {{"shelfcast_http_requests_total", {counted(R"(code="200")", 5)}}});
  CHECK(holds(condition, fresh) == 0);
  fresh.note({10}, {{"shelfcast_http_requests_total", {counted(R"(code="200")", 5)}}});
  CHECK_FALSE(holds(condition, fresh));
}

TEST_CASE("a rule is a priority, a condition, and how long it must hold") {
  const auto rule = read_rule("mine", "  P2 value(shelfcast_http_connections) > 9000 for 10m ");
  REQUIRE(rule);
  CHECK(rule->priority == domain::Priority::p2);
  CHECK(rule->hold == 600);
  CHECK(rule->text == "P2 value(shelfcast_http_connections) > 9000 for 10m");
}

TEST_CASE("a rule that cannot be read is told where") {
  CHECK(complaint("value(shelfcast_http_connections) > 1") == "a rule begins with P0, P1, P2 or P3 and a blank");
  CHECK(complaint("P1") == "a rule begins with P0, P1, P2 or P3 and a blank");
  CHECK(complaint("P1 average(x) > 1") ==
        "value, largest, rate, increase, p50, p95 or p99 was expected after 'average'");
  CHECK(complaint("P1 value(shelfcast_none) > 1") == "there is no metric 'shelfcast_none'");
  CHECK(complaint("P1 value(shelfcast_http_requests_total{colour=\"red\"}) > 1") ==
        "shelfcast_http_requests_total has no label 'colour'");
  CHECK(complaint("P1 rate(shelfcast_http_requests_total) > 1") ==
        ", and a time to look back, as 5m was expected after 'rate(shelfcast_http_requests_total'");
  CHECK(complaint("P1 rate(shelfcast_http_requests_total, 2h) > 1").starts_with("a time of at most an hour"));
  CHECK(complaint("P1 p99(shelfcast_http_requests_total, 5m) > 1") == "shelfcast_http_requests_total is no histogram");
  CHECK(complaint("P1 value(shelfcast_http_connections) = 1").starts_with("> or < was expected"));
  CHECK(complaint("P1 value(shelfcast_http_connections) > many").starts_with("a number was expected"));
  CHECK(complaint("P1 value(shelfcast_http_connections) > 1 or so") == "the rule goes on with 'or so'");
}

}  // namespace shelfcast::monitor
