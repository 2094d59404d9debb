// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace shelfcast {

/// A 64-bit fingerprint (FNV-1a, finished by a mixer) for change detection: not for secrets.
std::uint64_t fingerprint(std::string_view bytes, std::uint64_t seed = 0);

/// The same for bytes that are many or asked often, eight at a time: other numbers than `fingerprint`'s.
std::uint64_t fast_fingerprint(std::string_view bytes, std::uint64_t seed = 0);

/// 16 hexadecimal digits.
void write_hex(std::uint64_t value, std::span<char, 16> into);
std::string hex(std::uint64_t value);

}  // namespace shelfcast
