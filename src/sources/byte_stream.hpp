// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace shelfcast::sources {

/// Bytes from somewhere, in order, once.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Fills the front of `into`, as far as it has bytes at hand; 0 means the end. `unavailable`: cannot be read;
  /// `rejected`: it is damaged. After a failure there is nothing more.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
  /// Bytes of the file itself that have been used so far: for progress.
  [[nodiscard]] virtual std::uint64_t passed() const = 0;
};

/// A file, unpacked where its first bytes are those of gzip, zstd or xz.
Result<std::unique_ptr<ByteStream>> open_bytes(const std::filesystem::path& file);

/// Bytes that are there already, followed by those of `rest` where there is one.
std::unique_ptr<ByteStream> bytes_of(std::string front, std::unique_ptr<ByteStream> rest = nullptr);

/// Reads the first bytes, fewer only where there are no more.
Result<std::string> read_front(ByteStream& stream, std::size_t at_most);

}  // namespace shelfcast::sources
