// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace shelfcast::storage {

/// Writes a file that is whole or absent after any crash: a temporary beside it, synced, renamed, folder synced.
Result<void> write_file(const std::filesystem::path& file, std::string_view bytes, std::string_view stop_point);

/// The same for its owner's eyes only.
Result<void> write_secret_file(const std::filesystem::path& file, std::string_view bytes, std::string_view stop_point);

Result<std::string> read_file(const std::filesystem::path& file);

/// A file mapped read-only into memory for as long as the object lives.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& file);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace shelfcast::storage
