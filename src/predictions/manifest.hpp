// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/forecast.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::predictions {

inline constexpr std::string_view kCellsFile = "cells.bin";
inline constexpr std::string_view kManifestFile = "manifest.json";

/// Where the products of one category stand, and which receipt (by index) made them: 0 is the table's own, the others
/// are those of its parts, in the order they were published.
struct Segment {
  CategoryId category;
  std::size_t file = 0;
  std::size_t first = 0;
  std::size_t count = 0;
  std::size_t receipt = 0;
  bool operator==(const Segment&) const = default;
};

/// What manifest.json holds: the cube without products and cells, its segments, and when it was published.
struct Manifest {
  domain::Cube cube;
  Instant published;
  std::vector<Segment> segments;  ///< ascending by category; only those with products of their own
  std::uint64_t digest = 0;       ///< of all this, as it is written
};

std::vector<Segment> segments_of(const domain::Cube& cube);
/// What a table is called: the cycle that made it, or that made the last of its parts.
const std::string& id_of(const domain::Cube& cube);

/// The same table gives the same bytes.
std::string encode_manifest(const domain::Cube& cube, Instant published);
/// `corrupt` where the text is not what was written.
Result<Manifest> decode_manifest(std::string_view text);

}  // namespace shelfcast::predictions
