// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/segment_watch.hpp"

#include "monitor/beyond_chance.hpp"
#include "shelfcast/monitor/drift.hpp"
#include "shelfcast/monitor/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace shelfcast::monitor {
namespace {

constexpr double kFalseShare = 0.001;
constexpr double kPercent = 100;

struct Judged {
  const Segment& segment;
  double bias;  ///< of what was foreseen
  double off;   ///< standard errors
};

/// Units that came beyond what was foreseen, had the whole marketplace sold as foreseen.
std::vector<double> surprises(const Segment& segment, const Segments& all) {
  std::vector<double> units;
  for (std::size_t w = 0; w < segment.weeks.size(); ++w) {
    const auto& whole = all.weeks[w];
    const double scale = whole.foreseen > 0 ? whole.came / whole.foreseen : 1;
    units.push_back(segment.weeks[w].came - scale * segment.weeks[w].foreseen);
  }
  return units;
}

std::optional<Judged> judge(const Segment& segment, const Segments& all) {
  double foreseen = 0;
  double came = 0;
  for (const auto& week : segment.weeks) {
    foreseen += week.foreseen;
    came += week.came;
  }
  const auto units = surprises(segment, all);
  const auto count = static_cast<double>(units.size());
  // Counts vary by their root at least.
  const auto off = mean_drift(units, std::sqrt(std::max(came, foreseen) / std::max(count, 1.0)));
  if (!off || !(foreseen > 0)) return std::nullopt;
  double surprise = 0;
  for (const double one : units) surprise += one;
  return Judged{segment, surprise / foreseen, *off};
}

std::string sentence_of(const Judged& judged) {
  return fmt::format(
      "Of {} {:.1f} % {} was sold than was foreseen, against the whole marketplace, in the last {} weeks.",
      judged.segment.name, kPercent * std::abs(judged.bias), judged.bias > 0 ? "more" : "less",
      judged.segment.weeks.size());
}

}  // namespace

Look look_at(const Segments& segments, Instant now) {
  const Rule& rule = *rule_named("segment-bias");
  Look look{.at = now, .marketplace = segments.marketplace, .currency = segments.currency, .rules = {}, .found = {}};
  std::vector<Judged> judged;
  std::vector<double> offs;
  for (const auto& segment : segments.segments)
    if (const auto one = judge(segment, segments)) {
      judged.push_back(*one);
      offs.push_back(one->off);
    }
  if (judged.empty()) return look;
  look.rules.emplace_back(rule.name);
  const auto is_sure = beyond_chance(offs, Side::either, kFalseShare);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (!is_sure[i] || std::abs(judged[i].bias) <= rule.threshold) continue;
    look.found.push_back({.rule = std::string(rule.name),
                          .subject = judged[i].segment.subject,
                          .subject_name = judged[i].segment.name,
                          .priority = rule.priority,
                          .sentence = sentence_of(judged[i]),
                          .measured = std::abs(judged[i].bias),
                          .threshold = rule.threshold});
  }
  return look;
}

}  // namespace shelfcast::monitor
