// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/telemetry/metrics.hpp"

#include "telemetry/metric_table.hpp"
#include "telemetry/process.hpp"
#include "telemetry/series.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>

namespace shelfcast::telemetry {

namespace {

struct Family {
  const MetricRow* row = nullptr;
  std::map<std::string, std::unique_ptr<Series>, std::less<>> series;  // by label text: a fixed order
};

struct Registry {
  std::mutex changing;
  std::map<std::string_view, Family> families;

  Registry();
};

[[noreturn]] void end_with_bug(std::string_view name, std::string_view what) {
  fmt::print(stderr, "bug: metric {}: {}\n", name, what);
  std::abort();
}

std::unique_ptr<Series> make_series(const MetricRow& row) {
  switch (row.kind) {
    case Kind::counter:
      return std::make_unique<CounterSeries>();
    case Kind::gauge:
      return std::make_unique<GaugeSeries>();
    case Kind::histogram:
      break;
  }
  return std::make_unique<HistogramSeries>(row.buckets);
}

// What the kernel counts is asked when somebody reads, and never stored.
bool is_asked_from_kernel(std::string_view name) {
  return name.starts_with("process_");
}

Registry::Registry() {
  for (const MetricRow& row : metric_table()) {
    Family& family = families[row.name];
    family.row = &row;
    // Without labels there is one series: it is shown from the start, so that a rate has a zero to begin at.
    if (row.labels.empty() && !is_asked_from_kernel(row.name)) family.series.emplace("", make_series(row));
  }
}

Registry& registry() {
  static Registry instance;
  return instance;
}

/// The labels as the table orders them.
std::string ordered_label_text(const MetricRow& row, Labels labels) {
  std::vector<std::pair<std::string_view, std::string_view>> ordered;
  for (const std::string_view name : row.labels) {
    const auto* found = std::ranges::find(labels, name, &std::pair<std::string_view, std::string_view>::first);
    if (found == labels.end()) end_with_bug(row.name, fmt::format("label {} is missing", name));
    ordered.push_back(*found);
  }
  if (labels.size() != row.labels.size()) end_with_bug(row.name, "more labels than the table declares");
  return label_text(ordered);
}

template <class Wanted>
Wanted& find_series(std::string_view name, Kind kind, Labels labels) {
  Registry& all = registry();
  const std::scoped_lock lock(all.changing);
  const auto family = all.families.find(name);
  if (family == all.families.end()) end_with_bug(name, "not in the metric table");
  const MetricRow& row = *family->second.row;
  if (row.kind != kind) end_with_bug(name, "the metric table declares another kind");
  std::string text = ordered_label_text(row, labels);
  auto& series = family->second.series;
  auto found = series.find(text);
  if (found == series.end()) found = series.emplace(std::move(text), make_series(row)).first;
  return static_cast<Wanted&>(*found->second);
}

std::string_view kind_word(Kind kind) {
  switch (kind) {
    case Kind::counter:
      return "counter";
    case Kind::gauge:
      return "gauge";
    case Kind::histogram:
      break;
  }
  return "histogram";
}

void write_heading(std::string& out, const MetricRow& row) {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", row.name, row.help, kind_word(row.kind));
}

std::map<std::string_view, double> kernel_values() {
  const ProcessUsage usage = process_usage();
  return {{"process_start_time_seconds", usage.start_time_seconds},
          {"process_cpu_seconds_total", usage.cpu_seconds},
          {"process_resident_memory_bytes", usage.resident_bytes},
          {"process_open_fds", usage.open_files}};
}

}  // namespace

Counter& counter(std::string_view name, Labels labels) {
  return find_series<CounterSeries>(name, Kind::counter, labels);
}

Gauge& gauge(std::string_view name, Labels labels) {
  return find_series<GaugeSeries>(name, Kind::gauge, labels);
}

Histogram& histogram(std::string_view name, Labels labels) {
  return find_series<HistogramSeries>(name, Kind::histogram, labels);
}

Snapshot snapshot() {
  const auto from_kernel = kernel_values();
  Snapshot all_of_it;
  Registry& all = registry();
  const std::scoped_lock lock(all.changing);
  for (const auto& [name, family] : all.families) {
    auto& samples = all_of_it[std::string(name)];
    if (const auto asked = from_kernel.find(name); asked != from_kernel.end()) {
      samples.push_back({.labels = {}, .value = asked->second, .bounds = {}, .buckets = {}});
    }
    for (const auto& [labels, series] : family.series) {
      samples.push_back(series->sample());
      samples.back().labels = labels;
    }
  }
  return all_of_it;
}

std::optional<Shape> shape_of(std::string_view metric) {
  const auto found = std::ranges::find(metric_table(), metric, &MetricRow::name);
  if (found == metric_table().end()) return std::nullopt;
  return Shape{.kind = found->kind, .labels = found->labels};
}

std::string prometheus_text() {
  const auto from_kernel = kernel_values();
  std::string out;
  Registry& all = registry();
  const std::scoped_lock lock(all.changing);
  for (const auto& [name, family] : all.families) {
    if (const auto asked = from_kernel.find(name); asked != from_kernel.end()) {
      write_heading(out, *family.row);
      write_sample(out, name, "", asked->second);
    } else if (!family.series.empty()) {
      write_heading(out, *family.row);
      for (const auto& [labels, series] : family.series) series->write(name, labels, out);
    }
  }
  return out;
}

}  // namespace shelfcast::telemetry
