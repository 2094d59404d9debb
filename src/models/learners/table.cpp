// SPDX-License-Identifier: Apache-2.0
#include "models/learners/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shelfcast::models {
namespace {

bool all_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

bool is_allowed(float label, Labels allowed) {
  switch (allowed) {
    case Labels::any:
      return std::isfinite(label);
    case Labels::not_negative:
      return std::isfinite(label) && label >= 0;
    case Labels::zero_or_one:
      return label == 0 || label == 1;
  }
  return false;
}

Result<> check_margin(const Table& table, std::span<const float> base_margin) {
  if (table.values.size() != table.rows * table.columns)
    return fail(Code::invalid, "table",
                fmt::format("{} rows of {} columns are not {} values", table.rows, table.columns, table.values.size()));
  if (!base_margin.empty() && base_margin.size() != table.rows)
    return fail(Code::invalid, "base margin", fmt::format("{} of them for {} rows", base_margin.size(), table.rows));
  if (!all_finite(base_margin)) return fail(Code::invalid, "base margin", "one of them is not a number");
  return {};
}

}  // namespace

Result<> check(const Examples& examples, Labels allowed) {
  const Table& table = examples.table;
  if (table.rows == 0 || table.columns == 0) return fail(Code::invalid, "table", "there is nothing to learn from");
  if (auto sizes = check_margin(table, examples.base_margin); !sizes) return sizes;
  if (examples.labels.size() != table.rows)
    return fail(Code::invalid, "labels", fmt::format("{} of them for {} rows", examples.labels.size(), table.rows));
  if (!std::ranges::all_of(examples.labels, [&](float label) { return is_allowed(label, allowed); }))
    return fail(Code::invalid, "labels", "one of them is outside of what this objective allows");
  if (examples.weights.empty()) return {};
  if (examples.weights.size() != table.rows)
    return fail(Code::invalid, "weights", fmt::format("{} of them for {} rows", examples.weights.size(), table.rows));
  if (!all_finite(examples.weights) || std::ranges::any_of(examples.weights, [](float w) { return w < 0; }))
    return fail(Code::invalid, "weights", "one of them is negative or not a number");
  if (std::ranges::all_of(examples.weights, [](float w) { return w == 0; }))
    return fail(Code::invalid, "weights", "all of them are zero");
  return {};
}

Result<> check(const Table& asked, std::size_t columns_learnt, std::span<const float> base_margin) {
  if (asked.columns != columns_learnt)
    return fail(Code::invalid, "table",
                fmt::format("it has {} columns, the model learnt from {}", asked.columns, columns_learnt));
  return check_margin(asked, base_margin);
}

}  // namespace shelfcast::models
