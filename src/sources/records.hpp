// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/byte_stream.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace shelfcast::sources {

inline constexpr std::size_t kLongestLine = 1U << 20U;

/// Why a row could not be read: a stable word and a sentence.
struct RowFault {
  std::string_view code;
  std::string reason;
};

/// Reads a file row by row, the first of which names the columns.
///
/// Calls:    next*; what `fields`, `text` and `fault` return holds until the following `next`.
class RecordReader {
 public:
  enum class Step : std::uint8_t { row, fault, end, failed };

  virtual ~RecordReader() = default;

  /// Empty lines are passed over. `failed`: the file could not be read on, see `error`.
  virtual Step next() = 0;
  /// Goes back to the line after the first line of the present row: for a row that turns out to be no row.
  virtual void resume_after_first_line() = 0;

  [[nodiscard]] virtual std::span<const std::string_view> fields() const = 0;
  [[nodiscard]] virtual std::string_view text() const = 0;  ///< the row as it stands, at most kLongestLine
  [[nodiscard]] virtual std::uint64_t line() const = 0;     ///< where the row begins, from 1
  [[nodiscard]] virtual std::uint64_t passed() const = 0;   ///< bytes of the file, for progress
  [[nodiscard]] virtual const RowFault& fault() const = 0;
  [[nodiscard]] virtual const Error& error() const = 0;
};

}  // namespace shelfcast::sources
