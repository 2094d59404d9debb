// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/coverage.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::predictions {

// As they are stored. Each begins with the version of its layout; nullopt where the bytes are of no known one.
std::string encode_held(const domain::Held& held);
std::optional<domain::Held> decode_held(std::string_view bytes);
std::string encode_runs(const std::vector<domain::LiveRun>& runs);
std::optional<std::vector<domain::LiveRun>> decode_runs(std::string_view bytes);

}  // namespace shelfcast::predictions
