// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/runtime/runtime.hpp"
#include "training/backtest.hpp"
#include "training/prediction.hpp"

#include <functional>
#include <map>
#include <string_view>

namespace shelfcast::training {

/// What train() and forecast() would serve of a panel.
struct Served {
  Prediction ensemble;
  domain::Intervals intervals = {};                      ///< the ensemble's, where they were asked for
  std::vector<domain::ConfidenceCurve> confidence = {};  ///< the same
  std::map<std::string_view, Prediction> of_shares;  ///< the same totals, shared out by one model of role share alone
};

struct Serving {
  int days;                ///< 1..days after the panel's cut
  bool certainty = false;  ///< whether it is measured how sure that is, as train() does: it takes twice as long
};

/// `progress` is told 0..1, from one thread at a time.
Result<Served> serve_at_cut(const domain::Panel& panel, const Serving& wanted, runtime::Runtime& runtime,
                            const std::function<void(double)>& progress);

}  // namespace shelfcast::training
