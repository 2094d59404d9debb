// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/models/model.hpp"

#include <string>
#include <vector>

namespace shelfcast::training {

/// A series that a model could not forecast, and why.
struct BadRow {
  std::size_t row;
  std::string problem;
};

struct Answer {
  models::Grid units;       ///< the panel's products x days; NaN for those that are bad
  std::vector<BadRow> bad;  ///< ascending
};

/// Finds the rows in which there is something that is no number, or negative.
Answer with_bad_rows_marked(models::Grid units);

/// What a model of role direct says of the days 1..days after a panel's cut. Where it fails, the series that it fails
/// for are found by asking for parts, and left out; an error only where it is not some series that it fails for. What
/// is said that is no number, or is negative, is bad too.
Result<Answer> ask_direct(const models::Model& model, const domain::Panel& panel, int days);

}  // namespace shelfcast::training
