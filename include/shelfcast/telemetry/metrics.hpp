// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace shelfcast::telemetry {

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

class Counter {
 public:
  virtual ~Counter() = default;
  virtual void add(double amount = 1) = 0;
};

class Gauge {
 public:
  virtual ~Gauge() = default;
  virtual void set(double value) = 0;
};

class Histogram {
 public:
  virtual ~Histogram() = default;
  virtual void observe(double value) = 0;
};

/// Metrics of this process. All names that may be used stand in one visible table (src/telemetry/metric_table.cpp);
/// another name is a bug and ends the process. The references stay valid for ever. Any thread.
Counter& counter(std::string_view name, Labels labels = {});
Gauge& gauge(std::string_view name, Labels labels = {});
Histogram& histogram(std::string_view name, Labels labels = {});

/// Everything in Prometheus' text format, families and series in a fixed order.
std::string prometheus_text();

}  // namespace shelfcast::telemetry
