// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/orders/act.hpp"

#include <optional>
#include <string_view>

namespace shelfcast::api {

/// Reads an act's JSON without building a tree of it. Every field that is missing, unknown, repeated or of the wrong
/// kind becomes one of the act's complaints; nullopt where it is no JSON at all. Unknown fields are refused, not
/// dropped: a buyer's name that is sent must not look accepted, and is never kept.
std::optional<orders::Act> read_act(orders::Kind kind, std::string_view json);

}  // namespace shelfcast::api
