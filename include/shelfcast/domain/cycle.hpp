// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/forecast.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::domain {

enum class CycleState : std::uint8_t { running, ok, degraded, failed };

struct StepTiming {
  std::string step;
  double seconds = 0;
};

/// How good the model was on the last weeks, which it had not seen, beside the best naive rival.
struct Accuracy {
  std::string name;  ///< "WAPE by product, 7 days"
  double model = 0;
  double rival = 0;
};

/// A member of the ensemble that a simpler one stood in for: it failed, said what cannot be, or took too long.
struct Replacement {
  std::string model;  ///< "boosting of products"
  std::string by;     ///< "logistic"
  std::string reason;
};

/// What one refresh cycle did: kept for ever, shown to operators.
struct CycleReport {
  std::string id;  ///< "DE-20251120-1"
  std::string marketplace;
  CycleState state = CycleState::running;
  std::string started_by;  ///< "timer", "command", "api"
  Instant started;
  std::optional<Instant> finished;
  std::string step;     ///< the step it is in, or ended in
  double progress = 0;  ///< 0..1 within the cycle
  std::string problem;  ///< a sentence, empty where it ended well
  std::uint64_t rows_in = 0;
  std::uint64_t rows_duplicate = 0;
  std::uint64_t rows_rejected = 0;
  std::map<std::string, std::uint64_t> rejected_by;  ///< reason code -> rows
  std::vector<StepTiming> timings;
  std::optional<Day> data_cut;
  std::string model_version;  ///< that made the numbers
  std::string trained;        ///< the version that was learnt, whether it serves or not
  std::string decision;       ///< why that one serves, a sentence
  std::string rival;          ///< the naive model that was best on the last weeks
  std::vector<Accuracy> accuracy;
  std::vector<Replacement> replaced;
  std::optional<Receipt> receipt;  ///< of what it published
};

}  // namespace shelfcast::domain
