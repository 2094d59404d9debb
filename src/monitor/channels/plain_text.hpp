// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shelfcast::monitor {

/// Control characters become blanks.
std::string one_line(std::string_view text);

/// Bytes of the first character of a text that is not empty.
std::size_t size_of_first(std::string_view text);

/// At most so many characters; where some are missing the last one says so: "…".
std::string cut_to(std::string_view text, std::size_t at_most);

/// For HTML, and for Slack's markup, which knows three of its entities.
std::string html_escaped(std::string_view text);
std::string slack_escaped(std::string_view text);

}  // namespace shelfcast::monitor
