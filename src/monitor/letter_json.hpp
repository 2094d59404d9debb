// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/letter.hpp"

#include <string>
#include <string_view>

namespace shelfcast::monitor {

/// What a letter says, as it waits to be sent; its key, recipient and channel stand in columns of their own.
std::string letter_text(const Letter& letter);
/// Fills in what such a text says. `corrupt` where it is none.
Result<void> read_letter_text(std::string_view text, Letter& letter);

}  // namespace shelfcast::monitor
