// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/table.hpp"
#include "shelfcast/models/model.hpp"

#include <cstddef>
#include <vector>

namespace shelfcast::models {

/// Rows of several past origins, each category of each origin brought to a mean of 1.
struct Lesson {
  std::size_t columns = 0;
  std::vector<float> values;
  std::vector<float> labels;
  std::vector<float> weights;
  std::vector<float> margins;

  [[nodiscard]] Examples examples() const;
};

/// The column that a row's forecast starts from.
std::size_t prior_column(const domain::FeatureMatrix& matrix);

/// What the past teaches.
struct Past {
  Day first;              ///< of the origins
  Day known;              ///< what came after that day is not known
  std::size_t most_rows;  ///< of all that the evidence holds: beyond, one row in so many is learnt from
};
Lesson lesson_of(const Evidence& evidence, const Past& past);

}  // namespace shelfcast::models
