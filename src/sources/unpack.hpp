// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/byte_stream.hpp"

#include <string_view>

namespace shelfcast::sources {

enum class Packing : std::uint8_t { none, gzip, zstd, xz };

/// By the first bytes of a file, whatever it is called.
Packing packing_of(std::string_view first_bytes);

/// The bytes within; several packed parts after each other are one stream. `file` is for sentences.
std::unique_ptr<ByteStream> unpack(Packing packing, std::unique_ptr<ByteStream> packed, std::string file);

}  // namespace shelfcast::sources
