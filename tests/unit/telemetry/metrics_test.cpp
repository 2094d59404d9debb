// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/telemetry/metrics.hpp"

#include "support/temp_folder.hpp"
#include "telemetry/metric_table.hpp"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <thread>

using namespace shelfcast::telemetry;

namespace {

bool shows(std::string_view line) {
  return prometheus_text().find(line) != std::string::npos;
}

/// The signal that ends a process which does `act`; 0 where it survives.
template <class Act>
int signal_that_ends(const Act& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);
    if (std::freopen("/dev/null", "w", stderr) == nullptr) ::_exit(1);
    act();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

TEST_CASE("a counter counts what every thread adds") {
  Counter& rows = counter("shelfcast_ingest_rows_total", {{"marketplace", "threads"}, {"outcome", "ok"}});
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) rows.add();
      });
    }
  }
  CHECK(shows("shelfcast_ingest_rows_total{marketplace=\"threads\",outcome=\"ok\"} 4000\n"));
}

TEST_CASE("labels name a series in whatever order they are given") {
  Counter& one = counter("shelfcast_cycles_total", {{"marketplace", "order"}, {"state", "ok"}});
  Counter& other = counter("shelfcast_cycles_total", {{"state", "ok"}, {"marketplace", "order"}});
  CHECK(&one == &other);
}

TEST_CASE("a label's quotes, backslashes and line ends are escaped") {
  gauge("shelfcast_build_info", {{"version", "a\"b\\c\nd"}}).set(1);
  CHECK(shows(R"(shelfcast_build_info{version="a\"b\\c\nd"} 1)"));
}

TEST_CASE("a histogram's buckets are cumulative and include their bound") {
  Histogram& taken = histogram("shelfcast_cycle_duration_seconds", {{"marketplace", "buckets"}});
  for (const double seconds : {0.1, 0.2, 7.0, 9'999.0}) taken.observe(seconds);

  CHECK(shows("shelfcast_cycle_duration_seconds_bucket{marketplace=\"buckets\",le=\"0.1\"} 1\n"));
  CHECK(shows("shelfcast_cycle_duration_seconds_bucket{marketplace=\"buckets\",le=\"0.5\"} 2\n"));
  CHECK(shows("shelfcast_cycle_duration_seconds_bucket{marketplace=\"buckets\",le=\"10\"} 3\n"));
  CHECK(shows("shelfcast_cycle_duration_seconds_bucket{marketplace=\"buckets\",le=\"+Inf\"} 4\n"));
  CHECK(shows("shelfcast_cycle_duration_seconds_sum{marketplace=\"buckets\"} 10006.3\n"));
  CHECK(shows("shelfcast_cycle_duration_seconds_count{marketplace=\"buckets\"} 4\n"));
}

TEST_CASE("a metric without labels shows its zero from the start") {
  CHECK(shows("shelfcast_http_connections "));
  CHECK(shows("# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds 1"));
}

TEST_CASE("a name outside the table, another kind and a missing label end the process") {
  CHECK(signal_that_ends([] { counter("shelfcast_unheard_of_total"); }) == SIGABRT);
  CHECK(signal_that_ends([] { gauge("shelfcast_cycles_total"); }) == SIGABRT);
  CHECK(signal_that_ends([] { counter("shelfcast_cycles_total", {{"state", "ok"}}); }) == SIGABRT);
  CHECK(signal_that_ends([] { counter("shelfcast_response_cache_hits_total", {{"state", "ok"}}); }) == SIGABRT);
}

TEST_CASE("every metric of the table passes promtool without a warning") {
  for (const MetricRow& row : metric_table()) {
    if (row.name == "shelfcast_cycle_step_duration_seconds") histogram(row.name, {{"step", "train"}}).observe(2);
    if (row.name == "shelfcast_eventlog_backlog_events") gauge(row.name, {{"topic", "DE"}, {"group", "merge"}}).set(0);
    if (row.name == "shelfcast_table_published_timestamp_seconds") gauge(row.name, {{"marketplace", "DE"}}).set(1.7e9);
    if (row.name == "shelfcast_http_requests_total") {
      counter(row.name, {{"method", "GET"}, {"route", "/"}, {"code", "200"}}).add();
    }
    if (row.name == "shelfcast_http_rejected_total") counter(row.name, {{"reason", "malformed"}}).add();
    if (row.name == "shelfcast_http_request_duration_seconds") {
      histogram(row.name, {{"method", "GET"}, {"route", "/"}}).observe(0.001);
    }
  }
  if (std::system("command -v promtool >/dev/null") != 0) {
    WARN("SKIPPED: promtool (Debian package prometheus) is not installed");
    return;
  }
  std::string complaints;
  const shelfcast::testing::TempFolder folder;
  const std::string input = folder.path() / "metrics";
  std::ofstream(input) << prometheus_text();
  // promtool writes its warnings to standard error and still ends with 0 for some of them: silence is what passes.
  const std::string command = "promtool check metrics 2>&1 <'" + input + "'";
  std::FILE* const tool = ::popen(command.c_str(), "r");
  REQUIRE(tool != nullptr);
  for (int c = std::fgetc(tool); c != EOF; c = std::fgetc(tool)) complaints += static_cast<char>(c);
  CHECK(::pclose(tool) == 0);
  CHECK(complaints == "");
}

TEST_CASE("the table's names are unique") {
  std::set<std::string_view> names;
  for (const MetricRow& row : metric_table()) CHECK(names.insert(row.name).second);
}
