// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::sources {

/// Text that any reader can show: bytes that are not UTF-8 written as \xNN, and not too much of it.
std::string presentable(std::string_view text);

/// A field as RFC 4180 writes it.
std::string quoted_if_needed(std::string_view field);

}  // namespace shelfcast::sources
