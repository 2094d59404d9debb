// SPDX-License-Identifier: Apache-2.0
#include "predictions/folders.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/storage/stop_points.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace shelfcast::predictions {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestSegment = 150;

bool stands_for_itself(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::unexpected<Error> io_failure(const fs::path& path, std::string_view what) {
  return fail(Code::unavailable, path.string(), fmt::format("{}: {}", what, std::generic_category().message(errno)));
}

Result<void> sync_folder(const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return io_failure(folder, "cannot be opened");
  const bool synced = ::fsync(handle) == 0;
  ::close(handle);
  if (!synced) return io_failure(folder, "cannot be synced");
  return {};
}

fs::path hidden_beside(const fs::path& folder, std::string_view ending) {
  return folder.parent_path() / fmt::format(".{}.{}", folder.filename().string(), ending);
}

}  // namespace

std::string segment_of(std::string_view name) {
  std::string segment;
  for (const char c : name) {
    segment += stands_for_itself(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  if (segment.empty()) return "%";
  if (segment.size() <= kLongestSegment) return segment;
  return segment.substr(0, kLongestSegment) + "%" + hex(fingerprint(name));
}

std::vector<fs::path> finished_folders(const fs::path& parent) {
  std::vector<fs::path> folders;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    if (entry.is_directory(error) && !entry.path().filename().string().starts_with('.')) folders.push_back(entry);
  }
  std::ranges::sort(folders);
  return folders;
}

void remove_leftovers(const fs::path& parent) {
  std::error_code error;
  std::vector<fs::path> leftovers;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    if (entry.path().filename().string().starts_with('.')) leftovers.push_back(entry);
  }
  for (const auto& path : leftovers) fs::remove_all(path, error);
}

Result<void> put_in_place(const fs::path& from, const fs::path& to) {
  const unsigned flags = fs::exists(to) ? RENAME_EXCHANGE : 0U;
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) != 0) {
    return io_failure(to, "cannot be put in place");
  }
  if (const auto synced = sync_folder(to.parent_path()); !synced) return synced;
  storage::passed("table.whole");
  std::error_code error;
  fs::remove_all(from, error);  // what stood there before, after an exchange
  return {};
}

Result<void> take_away(const fs::path& folder) {
  const fs::path hidden = hidden_beside(folder, "gone");
  if (::rename(folder.c_str(), hidden.c_str()) != 0) return io_failure(folder, "cannot be taken away");
  if (const auto synced = sync_folder(folder.parent_path()); !synced) return synced;
  storage::passed("sweep.table");
  std::error_code error;
  fs::remove_all(hidden, error);
  return {};
}

}  // namespace shelfcast::predictions
