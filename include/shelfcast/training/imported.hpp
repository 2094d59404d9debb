// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <string>
#include <string_view>

namespace shelfcast::training {

/// Of versions whose shares of products were learnt elsewhere.
inline constexpr std::string_view kImportedGeneration = "1.0";

/// What forecast() takes where a model that XGBoost saved is to share out categories: their totals are the ensemble's,
/// learnt at the panel's cut, and blended as the ensemble of `blob` is. Failure: `rejected`, with what is missing or
/// unknown; `corrupt` where either is none.
Result<std::string> import_model(std::string_view xgboost, std::string_view blob);

/// Whether a blob is one of these.
bool is_imported(std::string_view blob);

}  // namespace shelfcast::training
