// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <span>
#include <utility>

namespace shelfcast::monitor {
namespace {

using telemetry::Kind;
using telemetry::Sample;

struct FunctionRow {
  std::string_view name;
  Function function;
  bool looks_back;
  bool of_histograms;
  double quantile = 0;
};
constexpr std::array kFunctions{
    FunctionRow{"value", Function::value, false, false}, FunctionRow{"largest", Function::largest, false, false},
    FunctionRow{"rate", Function::rate, true, false},    FunctionRow{"increase", Function::increase, true, false},
    FunctionRow{"p50", Function::p50, true, true, 0.50}, FunctionRow{"p95", Function::p95, true, true, 0.95},
    FunctionRow{"p99", Function::p99, true, true, 0.99}};

const FunctionRow& row_of(Function function) {
  return *std::ranges::find(kFunctions, function, &FunctionRow::function);
}

/// Takes a condition apart from left to right; stops at the first thing that does not fit.
class Reader {
 public:
  explicit Reader(std::string_view& text) : text_(text), whole_(text) {}

  Result<Condition> condition() {
    Condition condition;
    do {
      auto next = comparison();
      if (!next) return std::unexpected(next.error());
      condition.all.push_back(std::move(*next));
    } while (take_word("and"));
    return condition;
  }

  Result<std::int64_t> duration() {
    skip_blanks();
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text_.data(), text_.data() + text_.size(), number);
    if (problem != std::errc{} || number <= 0) return expected("a time, as 30s, 5m or 1h");
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    const std::int64_t unit = take("s") ? 1 : take("m") ? 60 : take("h") ? kHour : 0;
    if (unit == 0 || number > History::kKept / unit) return expected("a time of at most an hour, as 30s, 5m or 1h");
    return number * unit;
  }

 private:
  Result<Comparison> comparison() {
    Comparison comparison;
    auto first = term();
    if (!first) return std::unexpected(first.error());
    comparison.term = std::move(*first);
    if (take("/")) {
      auto second = term();
      if (!second) return std::unexpected(second.error());
      comparison.over = std::move(*second);
    }
    if (take("<"))
      comparison.is_above = false;
    else if (!take(">"))
      return expected("> or <");
    skip_blanks();
    const auto [end, problem] = std::from_chars(text_.data(), text_.data() + text_.size(), comparison.bound);
    if (problem != std::errc{}) return expected("a number");
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return comparison;
  }

  Result<Term> term() {
    const std::string_view name = word();
    const auto* row = std::ranges::find(kFunctions, name, &FunctionRow::name);
    if (row == kFunctions.end()) return expected("value, largest, rate, increase, p50, p95 or p99");
    if (!take("(")) return expected("(");
    Term term{.function = row->function, .metric = std::string(word()), .matches = {}, .window = 0};
    const auto shape = telemetry::shape_of(term.metric);
    if (!shape) return fail(Code::invalid, "", fmt::format("there is no metric '{}'", term.metric));
    if ((shape->kind == Kind::histogram) != row->of_histograms)
      return fail(Code::invalid, "",
                  fmt::format("{} is {} histogram{}", term.metric, row->of_histograms ? "no" : "a",
                              row->of_histograms ? "" : ": p50, p95 and p99 are of such"));
    if (auto labels = matches(*shape, term); !labels) return std::unexpected(labels.error());
    if (row->looks_back) {
      if (!take(",")) return expected(", and a time to look back, as 5m");
      const auto seconds = duration();
      if (!seconds) return std::unexpected(seconds.error());
      term.window = *seconds;
    }
    if (!take(")")) return expected(")");
    return term;
  }

  Result<void> matches(const telemetry::Shape& shape, Term& term) {
    if (!take("{")) return {};
    do {
      const std::string label(word());
      if (std::ranges::find(shape.labels, label) == shape.labels.end())
        return fail(Code::invalid, "", fmt::format("{} has no label '{}'", term.metric, label));
      if (!take("=") || !take("\"")) return expected("=\"VALUE\"");
      const std::size_t end = text_.find('"');
      if (end == std::string_view::npos) return expected("\"");
      term.matches.push_back({label, std::string(text_.substr(0, end))});
      text_.remove_prefix(end + 1);
    } while (take(","));
    if (!take("}")) return expected("}");
    return {};
  }

  void skip_blanks() { text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size())); }

  bool take(std::string_view what) {
    skip_blanks();
    if (!text_.starts_with(what)) return false;
    text_.remove_prefix(what.size());
    return true;
  }

  std::string_view word() {
    skip_blanks();
    const auto ends = std::ranges::find_if_not(text_, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    const auto taken = text_.substr(0, static_cast<std::size_t>(ends - text_.begin()));
    text_.remove_prefix(taken.size());
    return taken;
  }

  bool take_word(std::string_view wanted) {
    const std::string_view before = text_;
    if (word() == wanted) return true;
    text_ = before;
    return false;
  }

  [[nodiscard]] std::unexpected<Error> expected(std::string_view what) const {
    return fail(Code::invalid, "",
                fmt::format("{} was expected after '{}'", what, whole_.substr(0, whole_.size() - text_.size())));
  }

  std::string_view& text_;
  const std::string_view whole_;
};

bool matches(const Term& term, const Sample& sample) {
  return std::ranges::all_of(term.matches, [&](const Term::Match& match) {
    const bool any_end = match.value.ends_with('*');
    const std::string begin = match.label + "=\"" + match.value.substr(0, match.value.size() - (any_end ? 1 : 0));
    return ("," + sample.labels).contains("," + begin + (any_end ? "" : "\""));
  });
}

std::vector<const Sample*> chosen(const Term& term, const telemetry::Snapshot& metrics) {
  std::vector<const Sample*> chosen;
  const auto found = metrics.find(term.metric);
  if (found == metrics.end()) return chosen;
  for (const Sample& sample : found->second)
    if (matches(term, sample)) chosen.push_back(&sample);
  return chosen;
}

double sum(std::span<const Sample* const> samples) {
  return std::accumulate(samples.begin(), samples.end(), 0.0,
                         [](double total, const Sample* sample) { return total + sample->value; });
}

/// Values by bucket, of all samples together.
std::vector<double> filled(std::span<const Sample* const> samples) {
  std::vector<double> buckets;
  for (const Sample* sample : samples) {
    buckets.resize(std::max(buckets.size(), sample->buckets.size()));
    for (std::size_t i = 0; i < sample->buckets.size(); ++i) buckets[i] += static_cast<double>(sample->buckets[i]);
  }
  return buckets;
}

/// The value below which a share of what was added lies, within its bucket by even spread; the last bound where more.
std::optional<double> quantile(double share, std::span<const double> added, std::span<const double> bounds) {
  const double all = std::accumulate(added.begin(), added.end(), 0.0);
  if (all <= 0 || bounds.empty()) return std::nullopt;
  double below = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    if (below + added[i] >= share * all) {
      const double least = i == 0 ? 0 : bounds[i - 1];
      return least + (bounds[i] - least) * (share * all - below) / added[i];
    }
    below += added[i];
  }
  return bounds.back();
}

std::optional<double> measured(const Term& term, const History& history) {
  const auto* now = history.newest();
  if (now == nullptr) return std::nullopt;
  const auto samples = chosen(term, now->metrics);
  if (samples.empty()) return std::nullopt;
  if (term.function == Function::value) return sum(samples);
  if (term.function == Function::largest) return std::ranges::max(samples, {}, &Sample::value)->value;

  const auto* then = history.before(term.window);
  if (then == nullptr) return std::nullopt;
  const auto earlier = chosen(term, then->metrics);
  if (const auto& row = row_of(term.function); row.of_histograms) {
    auto added = filled(samples);
    const auto before = filled(earlier);
    for (std::size_t i = 0; i < before.size(); ++i) added[i] -= before[i];
    return quantile(row.quantile, added, samples.front()->bounds);
  }
  const double increase = sum(samples) - sum(earlier);
  if (term.function == Function::increase) return increase;
  return increase / static_cast<double>(now->at.seconds - then->at.seconds);
}

std::optional<double> measured(const Comparison& comparison, const History& history) {
  const auto value = measured(comparison.term, history);
  if (!value || !comparison.over) return value;
  const auto over = measured(*comparison.over, history);
  if (!over || *over == 0) return std::nullopt;
  return *value / *over;
}

}  // namespace

Result<std::int64_t> read_duration(std::string_view& text) {
  return Reader(text).duration();
}

Result<Condition> read_condition(std::string_view& text) {
  return Reader(text).condition();
}

std::optional<double> holds(const Condition& condition, const History& history) {
  std::optional<double> first;
  for (const auto& comparison : condition.all) {
    const auto value = measured(comparison, history);
    if (!value || !(comparison.is_above ? *value > comparison.bound : *value < comparison.bound)) return std::nullopt;
    if (!first) first = value;
  }
  return first;
}

}  // namespace shelfcast::monitor
