// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/runtime/runtime.hpp"
#include "training/prediction.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::training {

/// What train() and forecast() would serve of a panel, without measuring how good that is.
struct Served {
  Prediction ensemble;
  std::map<std::string_view, Prediction> of_shares;  ///< the same totals, shared out by one model of role share alone
  std::vector<domain::Replacement> replaced;

  /// Why a simpler model stood in for one that was asked for shares; empty where none did.
  [[nodiscard]] std::string problem_of(std::string_view model) const;
};

/// For the days 1..days after the panel's cut. `progress` is told 0..1, from one thread at a time.
Result<Served> serve_at_cut(const domain::Panel& panel, int days, runtime::Runtime& runtime,
                            const std::function<void(double)>& progress);

}  // namespace shelfcast::training
