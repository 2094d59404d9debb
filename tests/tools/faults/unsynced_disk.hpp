// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace shelfcast::testing {

/// A disk that forgets what nobody synced, when the power goes. It is told of every change below one folder before the
/// change is made, keeps what undoes it, and forgets that when the change is synced. What it models:
///
/// - Bytes and lengths of a file: gone, unless `fsync` or `fdatasync` of that file came after them.
/// - Names (a file or folder made, renamed, linked, removed): as before, unless their folder was synced after that. A
///   rename between two folders is one change: it is safe when either of them is synced, as in every file system that
///   journals. A synced folder has its own name and those above it, for the same reason; a synced file does not.
/// - All that can be forgotten is forgotten, at once: no disk that keeps some of it, or tears a write, is modelled.
/// - Not seen: writes through a mapping (SQLite's -shm, which it makes again), through stdio's buffers, by
/// copy_file_range
///   or io_uring. sync_file_range counts as nothing.
///
/// Calls: one thread at a time, under `lock`, which is held over the change itself too.
class UnsyncedDisk {
 public:
  explicit UnsyncedDisk(std::string root);

  std::mutex lock;

  [[nodiscard]] bool holds(const std::string& path) const;
  [[nodiscard]] bool holds(int descriptor) const;

  /// Before bytes [offset, offset + size) of an open file are written.
  void will_write(int descriptor, off_t offset, std::size_t size);
  /// Before a file is given another length.
  void will_resize(int descriptor, off_t size);
  /// After the system synced it: a file or a folder.
  void synced(int descriptor);

  /// Before a name is made where there is none, by open or link.
  void will_make_file(const std::string& path);
  /// After a folder was made.
  void made_folder(const std::string& path);
  /// Before a name is taken from a file or an empty folder.
  void will_remove(const std::string& path);
  void will_rename(const std::string& from, const std::string& to, bool exchange);

  /// The power goes: everything that was not synced is undone.
  void lose();

 private:
  using Id = std::pair<dev_t, ino_t>;
  struct Overwritten {
    off_t offset;
    std::string bytes;
  };
  struct File {
    int descriptor;     ///< our own: others may be closed, and the name may go
    off_t synced_size;  ///< what follows needs no undoing but being cut off
    std::vector<Overwritten> overwritten;
  };
  struct NameChange {
    std::vector<Id> folders;  ///< it is safe when any of them is synced
    Id made;                  ///< of a folder that was made: it is safe when that is synced, too
    std::function<void()> undo;
  };

  File& file_of(int descriptor);
  void keep(File& file, off_t from, off_t to) const;
  void add(std::vector<std::string> folders, std::function<void()> undo);
  /// Another name for a file that is about to lose this one, so that its bytes stay; empty where it is a folder.
  std::string keep_file(const std::string& path);

  std::string root_;
  std::string kept_;  ///< the folder of names kept
  std::size_t kept_files_ = 0;
  std::map<Id, File> files_;
  std::vector<NameChange> names_;
};

}  // namespace shelfcast::testing
