// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace shelfcast::http {

/// For secrets and signatures, as the other side computes them too. Any thread.
using Digest = std::array<std::uint8_t, 32>;
Digest sha256(std::string_view bytes);
Digest hmac_sha256(std::string_view secret, std::string_view bytes);
std::string_view bytes_of(const Digest& digest);

}  // namespace shelfcast::http
