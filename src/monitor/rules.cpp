// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/rules.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::monitor {
namespace {

using enum Audience;
using enum domain::Priority;

constexpr std::int64_t kMinute = 60;

// What lies further down the flow is explained by what lies further up.
constexpr std::array<std::string_view, 2> kDiskOrUnhealthy{"disk", "unhealthy"};
constexpr std::array<std::string_view, 4> kNoCycle{"disk", "unhealthy", "load-held", "schema-errors"};
constexpr std::array<std::string_view, 5> kNoData{"disk", "unhealthy", "load-held", "cycle-failed", "backlog"};
constexpr std::array<std::string_view, 2> kUnreadable{"schema-errors", "load-held"};
constexpr std::array<std::string_view, 3> kBadRows{"schema-errors", "missing-values", "load-held"};
constexpr std::array<std::string_view, 5> kOtherSales{"stale-data", "load-held", "schema-errors", "missing-values",
                                                      "distribution-shift"};
constexpr std::array<std::string_view, 6> kOtherFeatures{"stale-data",     "load-held",          "schema-errors",
                                                         "missing-values", "distribution-shift", "feature-drift"};
constexpr std::array<std::string_view, 7> kOtherPredictions{"stale-data",      "load-held",          "schema-errors",
                                                            "missing-values",  "distribution-shift", "feature-drift",
                                                            "prediction-drift"};
constexpr std::array<std::string_view, 4> kSlowMachine{"disk", "memory", "cpu", "unhealthy"};
constexpr std::array<std::string_view, 5> kSlower{"disk", "memory", "cpu", "unhealthy", "latency-p99"};
constexpr std::array<std::string_view, 1> kCategory{"category-trend"};
constexpr std::array<std::string_view, 2> kPriceOrCategory{"price-out-of-band", "category-trend"};
constexpr std::array<std::string_view, 2> kDemand{"demand-spike", "category-trend"};
constexpr std::array<std::string_view, 3> kNoDemand{"demand-drop", "stock-out-risk", "category-trend"};

constexpr std::array kRules{
    // The machine and the process.
    Rule{"unhealthy", operators, p0, 0, "parts", "A part of the server says that it fails.", 0, 5 * kMinute},
    Rule{"disk",
         operators,
         p1,
         0,
         "",
         "The disk of the data directory is nearly full.",
         kMinute,
         10 * kMinute,
         {},
         "value(shelfcast_disk_free_bytes) / value(shelfcast_disk_size_bytes) < 0.03"},
    Rule{"memory",
         operators,
         p1,
         0,
         "",
         "The server holds nearly all memory it may.",
         5 * kMinute,
         10 * kMinute,
         {},
         "value(process_resident_memory_bytes) / value(shelfcast_memory_limit_bytes) > 0.9"},
    Rule{"cpu",
         operators,
         p2,
         0,
         "",
         "The server's processors are busy all the time.",
         30 * kMinute,
         10 * kMinute,
         {},
         "rate(process_cpu_seconds_total, 5m) / value(shelfcast_cpu_limit_cores) > 0.95"},
    Rule{
        "errors", operators, p1, 0, "", "Requests end in errors of the server.", kMinute, 15 * kMinute, kSlowMachine,
        R"(increase(shelfcast_http_requests_total{code="5*"}, 5m) / increase(shelfcast_http_requests_total, 5m) > 0.01 and increase(shelfcast_http_requests_total{code="5*"}, 5m) > 4)"},
    Rule{"latency-p99", operators, p2, 0, "", "One request of a hundred takes long.", 5 * kMinute, 15 * kMinute,
         kSlowMachine,
         "p99(shelfcast_http_request_duration_seconds, 5m) > 0.5 and increase(shelfcast_http_requests_total, 5m) > "
         "100"},
    Rule{"latency-p95", operators, p2, 0, "", "One request of twenty takes long.", 5 * kMinute, 15 * kMinute, kSlower,
         "p95(shelfcast_http_request_duration_seconds, 5m) > 0.1 and increase(shelfcast_http_requests_total, 5m) > "
         "100"},
    Rule{"backlog", operators, p2, 0, "", "Events wait that are not taken.", 10 * kMinute, 10 * kMinute,
         kDiskOrUnhealthy, "largest(shelfcast_eventlog_backlog_events) > 10000"},
    Rule{"deliveries-failing",
         operators,
         p1,
         0,
         "",
         "Alerts could not be told to somebody.",
         0,
         10 * kMinute,
         {},
         R"(increase(shelfcast_alert_deliveries_total{outcome="dead"}, 1h) > 0)"},
    // What comes in.
    Rule{"load-held", operators, p1, 0, "loads", "A load looks broken and waits for somebody's verdict."},
    Rule{"schema-errors", operators, p2, 0.01, "share of rows", "Rows cannot be read or taken."},
    Rule{"missing-values", operators, p2, 0.01, "share of lines", "Lines came without price or total.", 0, 0,
         kUnreadable},
    Rule{"distribution-shift", operators, p2, 4, "standard errors",
         "What came in is distributed unlike what came before.", 0, 0, kBadRows},
    Rule{"cycle-failed", operators, p1, 0, "cycles", "The last refresh failed.", 0, 0, kNoCycle},
    Rule{"stale-data", operators, p1, 0, "hours late", "The numbers that are served are older than they should be.", 0,
         0, kNoData},
    // What is learnt and told.
    Rule{"feature-drift", operators, p3, 4, "standard errors", "What models learn from is spread unlike before.", 0, 0,
         kOtherSales},
    Rule{"importance-unstable", operators, p3, 4, "standard errors",
         "Models give features another weight than they did before.", 0, 0, kOtherFeatures},
    Rule{"prediction-drift", operators, p3, 4, "standard errors", "Predictions are distributed unlike the last ones.",
         0, 0, kOtherFeatures},
    Rule{"accuracy-lost", operators, p2, 1, "of the naive rival's error",
         "What serves is no better than the naive rival.", 0, 0, kOtherPredictions},
    Rule{"coverage-off", operators, p2, 0.05, "away from what was promised",
         "Intervals hold less or more than they promise.", 0, 0, kOtherPredictions},
    Rule{"segment-bias", operators, p3, 0.1, "of what was foreseen",
         "What is foreseen of a segment is too high or too low, week after week.", 0, 0, kOtherPredictions},
    Rule{kCustomRule, operators, p0, 0, "", "A rule of the configuration holds.", 0, 10 * kMinute},
    // A seller's.
    Rule{"category-trend", sellers, p2, 0.2, "of what was foreseen",
         "A whole category sells unlike what was foreseen."},
    Rule{"season-shift", sellers, p3, 0.2, "of the season's share",
         "A category's season comes earlier or later than in other years.", 0, 0, kCategory},
    Rule{"demand-spike", sellers, p1, 0.5, "of what was foreseen",
         "A product sells far more than was foreseen, beyond what chance explains.", 0, 0, kPriceOrCategory},
    Rule{"demand-drop", sellers, p1, 0.3, "of what was foreseen",
         "A product sells far less than was foreseen, beyond what chance explains.", 0, 0, kPriceOrCategory},
    Rule{"rank-gained", sellers, p3, 0.2, "of its rank", "A product will rank far better in its category.", 0, 0,
         kDemand},
    Rule{"rank-lost", sellers, p2, 0.2, "of its rank", "A product will rank far worse in its category.", 0, 0,
         kNoDemand},
    Rule{"stock-out-risk", sellers, p1, 7, "days of demand", "Stock ends sooner than it can be had again."},
    Rule{"margin-low", sellers, p2, 0.1, "of the price", "A product is sold with little margin, or with a loss."},
    Rule{"price-out-of-band", sellers, p2, 4, "standard deviations",
         "A price is unlike those of its category, or its own of before."},
    Rule{"share-lost", sellers, p1, 0.05, "of the share", "A seller's part of what the marketplace sells shrinks.", 0,
         0, kNoDemand},
};

}  // namespace

std::span<const Rule> rules() {
  return kRules;
}

const Rule* rule_named(std::string_view name) {
  const auto found = std::ranges::find(rules(), name, &Rule::name);
  return found == rules().end() ? nullptr : &*found;
}

}  // namespace shelfcast::monitor
