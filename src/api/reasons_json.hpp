// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"
#include "shelfcast/domain/reasons.hpp"

#include <string>
#include <vector>

namespace shelfcast::api {

/// What is explained: some products of a table, together.
struct Explained {
  std::string head;  ///< JSON that says what they are: "productId":7, ...
  const domain::Receipt& receipt;
  std::vector<std::size_t> products;  ///< indices into the cube's
};

/// What they are expected to sell in the period, and the parts that sum to it exactly; of what moved, the table before
/// and the parts of the difference, or null where there is none. `period` is an index into the reasons'.
std::string reasons_json(const Choice& choice, const Question& question, const Explained& explained,
                         const domain::Reasons& reasons, const predictions::Table* before);

}  // namespace shelfcast::api
