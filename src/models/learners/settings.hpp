// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/learned_share.hpp"
#include "models/learners/table.hpp"

#include <cstddef>
#include <string>

namespace shelfcast::models {

/// In how many ways a learner can be set; the first is the usual one.
std::size_t settings_of(Learner learner);

/// Has it learn by one of its settings; what comes back is the learnt model's own bytes. Failure: as the learner's own.
Result<std::string> learn(Learner learner, std::size_t setting, const Examples& examples);

}  // namespace shelfcast::models
