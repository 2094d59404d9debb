// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::monitor {

/// One text message: 160 characters of the GSM alphabet, or 70 where others are needed. A text that is too long ends in
/// "..."; the link stays whole, or is left out where it would take more than half of the message.
std::string sms_text(std::string_view text, std::string_view link);

}  // namespace shelfcast::monitor
