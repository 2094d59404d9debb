// SPDX-License-Identifier: Apache-2.0
#include "telemetry/series.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace shelfcast::telemetry {

void write_sample(std::string& out, std::string_view name, std::string_view labels, double value) {
  const std::string number = std::isinf(value) ? (value > 0 ? "+Inf" : "-Inf") : fmt::format("{}", value);
  if (labels.empty()) {
    out += fmt::format("{} {}\n", name, number);
  } else {
    out += fmt::format("{}{{{}}} {}\n", name, labels, number);
  }
}

std::string label_text(std::span<const std::pair<std::string_view, std::string_view>> labels) {
  std::string out;
  for (const auto& [name, value] : labels) {
    if (!out.empty()) out += ',';
    out += fmt::format("{}=\"", name);
    for (const char c : value) {
      if (c == '\\' || c == '"') out += '\\';
      out += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    out += '"';
  }
  return out;
}

void CounterSeries::add(double amount) {
  if (amount > 0) total_.fetch_add(amount, std::memory_order_relaxed);
}

void CounterSeries::write(std::string_view name, std::string_view labels, std::string& out) const {
  write_sample(out, name, labels, total_.load(std::memory_order_relaxed));
}

Sample CounterSeries::sample() const {
  return {.labels = {}, .value = total_.load(std::memory_order_relaxed), .bounds = {}, .buckets = {}};
}

Sample GaugeSeries::sample() const {
  return {.labels = {}, .value = value_.load(std::memory_order_relaxed), .bounds = {}, .buckets = {}};
}

Sample HistogramSeries::sample() const {
  Sample sample{.labels = {}, .value = 0, .bounds = bounds_, .buckets = {}};
  for (const auto& count : counts_) {
    sample.buckets.push_back(count.load(std::memory_order_relaxed));
    sample.value += static_cast<double>(sample.buckets.back());
  }
  return sample;
}

void GaugeSeries::write(std::string_view name, std::string_view labels, std::string& out) const {
  write_sample(out, name, labels, value_.load(std::memory_order_relaxed));
}

HistogramSeries::HistogramSeries(std::span<const double> bounds) : bounds_(bounds), counts_(bounds.size() + 1) {}

void HistogramSeries::observe(double value) {
  if (std::isnan(value)) return;
  const auto bucket = static_cast<std::size_t>(std::ranges::lower_bound(bounds_, value) - bounds_.begin());
  counts_[bucket].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(value, std::memory_order_relaxed);
}

void HistogramSeries::write(std::string_view name, std::string_view labels, std::string& out) const {
  const std::string bucket_name = fmt::format("{}_bucket", name);
  const std::string_view separator = labels.empty() ? "" : ",";
  std::uint64_t up_to_here = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    up_to_here += counts_[i].load(std::memory_order_relaxed);
    const std::string bound = i < bounds_.size() ? fmt::format("{}", bounds_[i]) : "+Inf";
    write_sample(out, bucket_name, fmt::format("{}{}le=\"{}\"", labels, separator, bound),
                 static_cast<double>(up_to_here));
  }
  write_sample(out, fmt::format("{}_sum", name), labels, sum_.load(std::memory_order_relaxed));
  write_sample(out, fmt::format("{}_count", name), labels, static_cast<double>(up_to_here));
}

}  // namespace shelfcast::telemetry
