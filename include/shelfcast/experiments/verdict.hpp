// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/experiments/paired_test.hpp"

#include <optional>
#include <string>

namespace shelfcast::experiments {

/// Fewer periods decide nothing: weeks of a backtest, and periods (days, or weeks of a weekly source) that something
/// was promised for.
inline constexpr std::size_t kFewestWeeks = 8;
inline constexpr std::size_t kFewestPromises = 14;
/// After a change of hands, days of data until the next one.
inline constexpr int kCoolDownDays = 14;

/// All that speaks for and against those who could serve. Pairs name the challenger first.
struct Evidence {
  Day data_cut;
  std::string candidate;        ///< the version that was just trained
  std::string rival;            ///< the naive model that was best in the backtest
  std::string champion;         ///< the version that serves; empty: none yet
  std::string earlier;          ///< the version that it replaced; empty: none that still could serve
  std::string challenger = {};  ///< the best of the versions that were not learnt here; empty: none was measured
  bool champion_is_naive = false;
  bool champion_is_imported = false;
  bool champion_can_serve = true;        ///< whether this program can still read it
  Pairs candidate_over_champion;         ///< in the backtests
  Pairs rival_over_candidate;            ///< the same; of a champion that learns nothing, over that
  Pairs challenger_over_candidate = {};  ///< the same, in weeks that it had not seen
  Pairs rival_over_promises;             ///< live, since the last change of hands
  Pairs earlier_over_promises;           ///< the same

  std::optional<domain::Act> changed_by;  ///< the last change of hands: won, rolled_back or chosen
  Day changed_at{0};                      ///< its data cut
};

enum class Serves : std::uint8_t { candidate, champion, rival, earlier, challenger };

struct Verdict {
  domain::Act act;
  Serves serves;
  std::string reason;  ///< a sentence
};

/// Who serves. The first rule that speaks decides:
/// 1. Nobody serves yet, or what serves cannot any more: the candidate, unless the rival won its backtest.
/// 2. What was promised lost live to the rival or to the earlier version: that one (the one that won by more).
/// 3. A champion that learns nothing (naive, or imported) serves until the candidate, or a naive model, wins the
/// backtest.
/// 4. What a person chose serves until a candidate wins against it.
/// 5. A version that was not learnt here serves where it wins the backtest, else the rival where that does.
/// 6. What was rolled back to goes on for its cool-down; else the candidate succeeds unless it is clearly worse.
/// Rules 2 to 5 change nothing within the cool-down.
Verdict decide(const Evidence& evidence);

/// What is known of how promises came true, for whoever may have the model trained anew.
struct Course {
  Day data_cut;                ///< up to which sales are known now
  Day trained_cut;             ///< up to which the newest version knew them
  std::vector<double> errors;  ///< of what was promised, period by period, the newest last
  Pairs rival_over_promises;   ///< of the same periods
};

/// Why a training is due before its time, or empty: accuracy was lost against the rival, or errors drifted up. Never
/// within three days of data after a training.
std::string retraining_due(const Course& course);

}  // namespace shelfcast::experiments
