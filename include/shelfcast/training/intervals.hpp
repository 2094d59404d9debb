// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/intervals.hpp"

#include <string_view>

namespace shelfcast::training {

/// What training measured; it is part of its blob. Of a naive model nothing is. `corrupt` where the blob is no fit.
Result<domain::Intervals> intervals_in(std::string_view blob);

}  // namespace shelfcast::training
