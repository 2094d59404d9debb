// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::training {

/// The naive model that a blob has serve; nullopt where it is no such blob.
std::optional<std::string> naive_model_in(std::string_view blob);

}  // namespace shelfcast::training
