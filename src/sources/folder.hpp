// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// By what a file's change is seen.
struct FileState {
  std::string file;  ///< its name, as "products.csv.gz"
  std::uint64_t size = 0;
  std::int64_t changed_at = 0;  ///< the file system's time, in its own unit
  std::uint64_t digest = 0;     ///< of its first and last bytes

  bool operator==(const FileState&) const = default;
};

/// By what they are called when they are neither packed nor JSON: "products.csv".
using FileStates = std::map<std::string, FileState, std::less<>>;

/// The two files of one part of the sales.
struct Part {
  std::string transactions;
  std::string lines;
};

/// `file` is where it lies.
Result<FileState> state_of(const std::filesystem::path& file);

/// The states of the files that a warehouse may consist of; refused where they make no warehouse.
Result<FileStates> look_at(const std::filesystem::path& folder);

/// Ascending by name. Refused where one of the two files is missing.
Result<std::vector<Part>> parts_of(const std::filesystem::path& folder, const FileStates& files);

/// The position: what the files were when they were read. One that cannot be read back means that nothing was.
std::string encode_position(const FileStates& files);
FileStates decode_position(std::string_view position);

}  // namespace shelfcast::sources
