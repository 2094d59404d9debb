// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/panel.hpp"

#include <string>
#include <string_view>

namespace shelfcast::training {

/// The blob of an earlier training brought up to a panel's cut: what was learnt of products, whom to believe and how
/// far is taken over, totals are learnt anew. Takes a moment, and measures nothing. `corrupt` where the blob is no such
/// training's.
Result<std::string> renew(std::string_view blob, const domain::Panel& panel);

}  // namespace shelfcast::training
