// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/sale.hpp"
#include "shelfcast/sources/source.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace shelfcast::ingest {

inline constexpr std::size_t kRowsInChunk = 2'000;

/// Rows of one source (a file) as the payload of one event: lines, and rows that could not be read, in their order.
/// The same rows make the same bytes.
class ChunkWriter {
 public:
  void begin(std::string_view source);
  void add(const sources::RawLine& line);
  void add(const domain::DeadLetter& letter);

  [[nodiscard]] const std::string& source() const { return source_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// The payload. Afterwards the writer is empty, until it is begun again.
  std::string finish();

 private:
  std::string source_;
  std::string payload_;
  std::size_t rows_ = 0;
};

struct ChunkVisitor {
  std::function<void(const sources::RawLine& line)> line;
  std::function<void(domain::DeadLetter letter)> letter;
};

/// `corrupt` where the payload is not a chunk of this or an earlier version.
Result<void> read_chunk(std::string_view payload, const ChunkVisitor& visitor);

}  // namespace shelfcast::ingest
