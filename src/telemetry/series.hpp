// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/telemetry/metrics.hpp"
#include "shelfcast/telemetry/snapshot.hpp"

#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast::telemetry {

/// One line (or block of lines) of a family: what `counter`, `gauge` and `histogram` hand out. Updates take no lock.
class Series {
 public:
  virtual ~Series() = default;
  /// Appends its samples; `labels` is what stands between the braces, possibly nothing.
  virtual void write(std::string_view name, std::string_view labels, std::string& out) const = 0;
  /// What it holds now; the labels are left to the caller.
  [[nodiscard]] virtual Sample sample() const = 0;
};

class CounterSeries final : public Counter, public Series {
 public:
  void add(double amount) override;
  void write(std::string_view name, std::string_view labels, std::string& out) const override;
  [[nodiscard]] Sample sample() const override;

 private:
  std::atomic<double> total_ = 0;
};

class GaugeSeries final : public Gauge, public Series {
 public:
  void set(double value) override { value_.store(value, std::memory_order_relaxed); }
  void write(std::string_view name, std::string_view labels, std::string& out) const override;
  [[nodiscard]] Sample sample() const override;

 private:
  std::atomic<double> value_ = 0;
};

class HistogramSeries final : public Histogram, public Series {
 public:
  explicit HistogramSeries(std::span<const double> bounds);
  void observe(double value) override;
  void write(std::string_view name, std::string_view labels, std::string& out) const override;
  [[nodiscard]] Sample sample() const override;

 private:
  std::span<const double> bounds_;                  // of the metric table, which lives for ever
  std::vector<std::atomic<std::uint64_t>> counts_;  // one per bound, and one for what exceeds them all
  std::atomic<double> sum_ = 0;
};

/// `name{labels} value`
void write_sample(std::string& out, std::string_view name, std::string_view labels, double value);

/// `a="x",b="y"`, values escaped.
std::string label_text(std::span<const std::pair<std::string_view, std::string_view>> labels);

}  // namespace shelfcast::telemetry
