// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/catalogue.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace shelfcast::sources {

using SettingsCell = std::function<std::string_view(std::string_view column)>;

/// A marketplace as the cells of its row describe it. They decide every day's bounds, so that a wrong one is an error.
Result<domain::Marketplace> read_settings(std::string key, const std::string& place, const SettingsCell& cell);

}  // namespace shelfcast::sources
