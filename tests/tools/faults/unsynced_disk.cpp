// SPDX-License-Identifier: Apache-2.0
#include "unsynced_disk.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <ranges>

// Here and where the calls are taken over, the system is called directly: the functions of these names are ours.
namespace shelfcast::testing {
namespace {

std::string parent_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

std::pair<dev_t, ino_t> id_of(const std::string& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? std::pair{status.st_dev, status.st_ino} : std::pair<dev_t, ino_t>{};
}

std::string path_of(int descriptor) {
  char path[4096];
  const auto size = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), path, sizeof path);
  return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

bool is_folder(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool exists(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0;
}

void link_file(const std::string& from, const std::string& to) {
  ::syscall(SYS_linkat, AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0);
}
void rename_file(const std::string& from, const std::string& to, unsigned flags = 0) {
  ::syscall(SYS_renameat2, AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags);
}
void remove_name(const std::string& path, int flags = 0) {
  ::syscall(SYS_unlinkat, AT_FDCWD, path.c_str(), flags);
}
void make_folder(const std::string& path) {
  ::syscall(SYS_mkdirat, AT_FDCWD, path.c_str(), 0755);
}

}  // namespace

UnsyncedDisk::UnsyncedDisk(std::string root)
    : root_(std::move(root)), kept_(root_ + ".kept-by-" + std::to_string(::getpid())) {}

bool UnsyncedDisk::holds(const std::string& path) const {
  return path == root_ || path.starts_with(root_ + "/");
}

bool UnsyncedDisk::holds(int descriptor) const {
  struct stat status{};
  const bool is_of_a_disk = ::fstat(descriptor, &status) == 0 && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
  return is_of_a_disk && holds(path_of(descriptor));
}

UnsyncedDisk::File& UnsyncedDisk::file_of(int descriptor) {
  struct stat status{};
  ::fstat(descriptor, &status);
  const Id id{status.st_dev, status.st_ino};
  const auto known = files_.find(id);
  if (known != files_.end()) return known->second;
  const auto path = "/proc/self/fd/" + std::to_string(descriptor);
  const auto own = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path.c_str(), O_RDWR | O_CLOEXEC));
  return files_.emplace(id, File{own, status.st_size, {}}).first->second;
}

/// What was synced of [from, to), as it stands now: where it was written over before, that undoing comes later.
void UnsyncedDisk::keep(File& file, off_t from, off_t to) const {
  to = std::min(to, file.synced_size);
  if (from >= to) return;
  std::string bytes(static_cast<std::size_t>(to - from), '\0');
  const auto got = ::pread(file.descriptor, bytes.data(), bytes.size(), from);
  if (got <= 0) return;
  bytes.resize(static_cast<std::size_t>(got));
  file.overwritten.push_back({from, std::move(bytes)});
}

void UnsyncedDisk::will_write(int descriptor, off_t offset, std::size_t size) {
  keep(file_of(descriptor), offset, offset + static_cast<off_t>(size));
}

void UnsyncedDisk::will_resize(int descriptor, off_t size) {
  auto& file = file_of(descriptor);
  keep(file, size, file.synced_size);
}

void UnsyncedDisk::synced(int descriptor) {
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) return;
  const Id id{status.st_dev, status.st_ino};
  if (const auto file = files_.find(id); file != files_.end()) {
    ::close(file->second.descriptor);
    files_.erase(file);
  }
  if (!S_ISDIR(status.st_mode)) return;
  std::vector<Id> safe{id};
  for (auto above = parent_of(path_of(descriptor)); holds(above); above = parent_of(above))
    safe.push_back(id_of(above));
  std::erase_if(names_, [&](const NameChange& change) {
    return std::ranges::find(change.folders, id) != change.folders.end() ||
           std::ranges::find(safe, change.made) != safe.end();
  });
}

void UnsyncedDisk::add(std::vector<std::string> folders, std::function<void()> undo) {
  NameChange change{{}, {}, std::move(undo)};
  for (const auto& folder : folders) change.folders.push_back(id_of(folder));
  names_.push_back(std::move(change));
}

void UnsyncedDisk::made_folder(const std::string& path) {
  names_.push_back({{id_of(parent_of(path))}, id_of(path), [path] { remove_name(path, AT_REMOVEDIR); }});
}

void UnsyncedDisk::will_make_file(const std::string& path) {
  if (exists(path)) return;  // it will be refused
  add({parent_of(path)}, [path] { remove_name(path); });
}

std::string UnsyncedDisk::keep_file(const std::string& path) {
  if (!exists(path) || is_folder(path)) return {};
  make_folder(kept_);
  auto kept = kept_ + "/" + std::to_string(++kept_files_);
  link_file(path, kept);
  return kept;
}

void UnsyncedDisk::will_remove(const std::string& path) {
  if (!exists(path)) return;
  if (is_folder(path)) return add({parent_of(path)}, [path] { make_folder(path); });
  add({parent_of(path)}, [path, kept = keep_file(path)] { link_file(kept, path); });
}

void UnsyncedDisk::will_rename(const std::string& from, const std::string& to, bool exchange) {
  if (!exists(from)) return;
  const std::vector<std::string> folders{parent_of(from), parent_of(to)};
  if (exchange) return add(folders, [from, to] { rename_file(from, to, RENAME_EXCHANGE); });
  add(folders, [from, to, kept = keep_file(to)] {
    rename_file(to, from);
    if (!kept.empty()) link_file(kept, to);
  });
}

void UnsyncedDisk::lose() {
  for (const auto& [id, file] : files_) {
    for (const auto& [offset, bytes] : file.overwritten | std::views::reverse) {
      ::syscall(SYS_pwrite64, file.descriptor, bytes.data(), bytes.size(), offset);
    }
    ::syscall(SYS_ftruncate, file.descriptor, file.synced_size);
  }
  for (const auto& change : names_ | std::views::reverse) change.undo();
  for (std::size_t i = 1; i <= kept_files_; ++i) remove_name(kept_ + "/" + std::to_string(i));
  remove_name(kept_, AT_REMOVEDIR);
}

}  // namespace shelfcast::testing
