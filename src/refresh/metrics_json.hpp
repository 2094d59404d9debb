// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/training/train.hpp"

#include <string>
#include <string_view>

namespace shelfcast::refresh {

/// A trained model's metrics as the registry keeps them.
std::string metrics_json(const training::Trained& trained);
/// The contest in them; empty where they are older than contests.
domain::Contest contest_in(std::string_view metrics);
/// The naive model that was the best; empty where that was not measured.
std::string rival_in(std::string_view metrics);

}  // namespace shelfcast::refresh
