// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace shelfcast::eventlog {

/// The header of a message that holds its event's id.
inline constexpr const char* kIdHeader = "id";

}  // namespace shelfcast::eventlog
