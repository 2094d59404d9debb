// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/sources/source.hpp"

#include <string>
#include <string_view>

namespace shelfcast::ingest {

/// Rows about the catalogue, of one kind, as the payload of one event. The same rows make the same bytes.
struct CatalogueChunk {
  std::string source;  ///< the file or system they stood in
  sources::CatalogueRows rows;
};

std::string encode(const CatalogueChunk& chunk);
/// Whether the payload is one of these, and not a chunk of lines.
bool holds_catalogue(std::string_view payload);
/// `corrupt` where it cannot be read.
Result<CatalogueChunk> read_catalogue_chunk(std::string_view payload);

}  // namespace shelfcast::ingest
