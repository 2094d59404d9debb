// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/experiments/verdict.hpp"

#include <fmt/format.h>

#include <numeric>
#include <span>

namespace shelfcast::experiments {
namespace {

using domain::Act;

constexpr int kRetrainingDays = 3;
constexpr std::size_t kLatestPeriods = 7;  // whole weeks, so that no weekday weighs more than another
constexpr std::size_t kEarlierPeriods = 21;
constexpr double kDrift = 1.25;

bool is_cooling(const Evidence& e) {
  return e.changed_by && e.data_cut - e.changed_at < kCoolDownDays;
}

std::string because(std::span<const Pair> pairs, std::string_view where) {
  const auto test = compare(pairs);
  return fmt::format("{:.1f} % less error over {} periods {} (chance {:.4f})", 100 * test.improvement, test.periods,
                     where, test.chance);
}

constexpr std::string_view kInBacktest = "of the backtest";
constexpr std::string_view kLive = "that tables were published for";

Verdict first(const Evidence& e) {
  if (wins(e.rival_over_candidate, kFewestWeeks))
    return {Act::won, Serves::rival,
            fmt::format("the naive rival '{}' had {}", e.rival, because(e.rival_over_candidate, kInBacktest))};
  if (e.champion.empty()) return {Act::succeeded, Serves::candidate, "nothing served before"};
  return {Act::succeeded, Serves::candidate, fmt::format("this program cannot read what {} had learnt", e.champion)};
}

std::optional<Verdict> lost_promises(const Evidence& e) {
  const bool to_rival = !e.champion_is_naive && wins(e.rival_over_promises, kFewestPromises);
  const bool to_earlier = !e.earlier.empty() && wins(e.earlier_over_promises, kFewestPromises);
  if (!to_rival && !to_earlier) return std::nullopt;
  const bool rival = to_rival && (!to_earlier || compare(e.rival_over_promises).improvement >=
                                                     compare(e.earlier_over_promises).improvement);
  const auto& pairs = rival ? e.rival_over_promises : e.earlier_over_promises;
  return Verdict{Act::rolled_back, rival ? Serves::rival : Serves::earlier,
                 fmt::format("{} would have had {}", rival ? fmt::format("the naive rival '{}'", e.rival) : e.earlier,
                             because(pairs, kLive))};
}

Verdict against_what_learns_nothing(const Evidence& e) {
  if (wins(e.candidate_over_champion, kFewestWeeks))
    return {Act::won, Serves::candidate, fmt::format("it had {}", because(e.candidate_over_champion, kInBacktest))};
  if (wins(e.rival_over_candidate, kFewestWeeks))
    return {Act::won, Serves::rival,
            fmt::format("the naive '{}' had {}", e.rival, because(e.rival_over_candidate, kInBacktest))};
  return {Act::kept, Serves::champion,
          fmt::format("{} did not win against the {} model that serves", e.candidate,
                      e.champion_is_naive ? "naive" : "imported")};
}

Verdict against_choice(const Evidence& e) {
  if (wins(e.candidate_over_champion, kFewestWeeks))
    return {Act::won, Serves::candidate, fmt::format("it had {}", because(e.candidate_over_champion, kInBacktest))};
  return {Act::kept, Serves::champion, fmt::format("it is pinned, and {} did not win against it", e.candidate)};
}

Verdict against_its_like(const Evidence& e) {
  if (!is_cooling(e) && wins(e.challenger_over_candidate, kFewestWeeks))
    return {Act::won, Serves::challenger,
            fmt::format("{} had {}", e.challenger, because(e.challenger_over_candidate, kInBacktest))};
  if (!is_cooling(e) && wins(e.rival_over_candidate, kFewestWeeks))
    return {Act::won, Serves::rival,
            fmt::format("the naive rival '{}' had {}", e.rival, because(e.rival_over_candidate, kInBacktest))};
  Pairs champion_over_candidate;
  for (const auto& pair : e.candidate_over_champion) champion_over_candidate.push_back({pair.holder, pair.challenger});
  if (wins(champion_over_candidate, kFewestWeeks))
    return {
        Act::kept, Serves::champion,
        fmt::format("{} is worse: {} had {}", e.candidate, e.champion, because(champion_over_candidate, kInBacktest))};
  return {Act::succeeded, Serves::candidate, "learnt from newer data, and not clearly worse"};
}

double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

Verdict decide(const Evidence& e) {
  if (e.champion.empty() || !e.champion_can_serve) return first(e);
  // A succession is no change of hands: it goes on while a rival has to wait.
  const bool holds =
      e.champion_is_naive || e.champion_is_imported || e.changed_by == Act::rolled_back || e.changed_by == Act::chosen;
  if (is_cooling(e) && holds)
    return {Act::kept, Serves::champion,
            fmt::format("it was put there at the data of {}; nothing changes within {} days of data",
                        format_day(e.changed_at), kCoolDownDays)};
  if (!is_cooling(e))
    if (auto lost = lost_promises(e)) return *std::move(lost);
  if (e.champion_is_naive || e.champion_is_imported) return against_what_learns_nothing(e);
  if (e.changed_by == Act::chosen) return against_choice(e);
  return against_its_like(e);
}

std::string retraining_due(const Course& course) {
  if (course.data_cut - course.trained_cut < kRetrainingDays) return {};
  if (wins(course.rival_over_promises, kFewestPromises))
    return fmt::format("the naive rival would have had {}", because(course.rival_over_promises, kLive));
  if (course.errors.size() < kLatestPeriods + kEarlierPeriods) return {};
  const auto errors = std::span(course.errors).last(kLatestPeriods + kEarlierPeriods);
  const double before = mean(errors.first(kEarlierPeriods));
  const double now = mean(errors.last(kLatestPeriods));
  if (before <= 0 || now <= kDrift * before) return {};
  return fmt::format("the error of the last {} periods is {:.2f} times that of the {} before", kLatestPeriods,
                     now / before, kEarlierPeriods);
}

}  // namespace shelfcast::experiments
