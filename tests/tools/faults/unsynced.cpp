// SPDX-License-Identifier: Apache-2.0
// Preloaded into a process (LD_PRELOAD), it lets the power go: what was not synced is undone (see unsynced_disk.hpp),
// and the process ends with 137. SHELFCAST_UNSYNCED=FOLDER is what lies on the disk; the power goes at SIGUSR2, or,
// with SHELFCAST_UNSYNCED_AT=N, at the N-th sync, before it; with =exit, when the process has ended by itself.
#include "unsynced_disk.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

using shelfcast::testing::UnsyncedDisk;

namespace {

constexpr int kKilled = 137;

sem_t power_goes;

UnsyncedDisk* disk() {
  static UnsyncedDisk* const one = [] {
    const char* root = std::getenv("SHELFCAST_UNSYNCED");
    return root == nullptr ? nullptr : new UnsyncedDisk(root);  // for as long as the process runs
  }();
  return one;
}

[[noreturn]] void lose_all_and_end() {
  // A thread that reads from a mapping what is cut off just now stands still, as all of them would without power.
  std::signal(SIGBUS, [](int) {
    for (;;) ::pause();
  });
  disk()->lose();
  ::_exit(kKilled);
}

const char* when() {
  const char* at = std::getenv("SHELFCAST_UNSYNCED_AT");
  return at == nullptr ? "" : at;
}

__attribute__((constructor)) void begin() {
  if (disk() == nullptr) return;
  ::sem_init(&power_goes, 0, 0);
  // Not in the handler itself: the thread it interrupts may hold the disk's lock.
  std::thread([] {
    while (::sem_wait(&power_goes) != 0) {
    }
    disk()->lock.lock();
    lose_all_and_end();
  }).detach();
  std::signal(SIGUSR2, [](int) { ::sem_post(&power_goes); });
}

__attribute__((destructor)) void end() {
  if (disk() == nullptr || std::strcmp(when(), "exit") != 0) return;
  disk()->lock.lock();
  disk()->lose();
}

/// The path as the system will understand it.
std::string absolute(int folder, const char* path) {
  if (path[0] == '/') return path;
  char base[4096];
  const std::string of = folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(folder);
  const auto size = ::readlink(of.c_str(), base, sizeof base);
  return size > 0 ? std::string(base, static_cast<std::size_t>(size)) + "/" + path : path;
}

/// Makes a change under the lock, after the disk was told of it, where it is about the disk.
template <class About, class Tell, class Make>
auto change(const About& about, const Tell& tell, const Make& make) {
  if (disk() == nullptr || !disk()->holds(about)) return make();
  const std::scoped_lock lock(disk()->lock);
  const int before = errno;
  tell();
  errno = before;
  return make();
}

off_t place_of_next_write(int descriptor) {
  struct stat status{};
  const bool appends = (::fcntl(descriptor, F_GETFL) & O_APPEND) != 0;
  return appends && ::fstat(descriptor, &status) == 0 ? status.st_size : ::lseek(descriptor, 0, SEEK_CUR);
}

bool exists(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0;
}

void will_be_emptied(const std::string& path) {
  const auto descriptor = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path.c_str(), O_RDWR | O_CLOEXEC));
  if (descriptor < 0) return;
  disk()->will_resize(descriptor, 0);
  ::close(descriptor);
}

void will_open(const std::string& path, int flags) {
  if ((flags & O_CREAT) != 0 && !exists(path)) return disk()->will_make_file(path);
  if ((flags & O_TRUNC) != 0) will_be_emptied(path);
}

int open_at(int folder, const char* path, int flags, mode_t mode) {
  const auto whole = absolute(folder, path);
  return change(
      whole, [&] { will_open(whole, flags); },
      [&] { return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode)); });
}

template <class Make>
auto write_at(int descriptor, off_t offset, std::size_t size, const Make& make) {
  return change(descriptor, [&] { disk()->will_write(descriptor, offset, size); }, make);
}

std::size_t size_of(const iovec* parts, int count) {
  std::size_t size = 0;
  for (int i = 0; i < count; ++i) size += parts[i].iov_len;
  return size;
}

int resize(int descriptor, off_t size) {
  return change(
      descriptor, [&] { disk()->will_resize(descriptor, size); },
      [&] { return static_cast<int>(::syscall(SYS_ftruncate, descriptor, size)); });
}

int sync(int descriptor, long call) {
  if (disk() == nullptr || !disk()->holds(descriptor)) return static_cast<int>(::syscall(call, descriptor));
  const std::scoped_lock lock(disk()->lock);
  static int syncs = 0;
  if (std::atoi(when()) == ++syncs) lose_all_and_end();
  const auto done = static_cast<int>(::syscall(call, descriptor));
  if (done == 0) disk()->synced(descriptor);
  return done;
}

int rename_at(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  const auto whole_from = absolute(from_folder, from);
  const auto whole_to = absolute(to_folder, to);
  return change(
      whole_to, [&] { disk()->will_rename(whole_from, whole_to, (flags & RENAME_EXCHANGE) != 0); },
      [&] { return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags)); });
}

int remove_at(int folder, const char* path, int flags) {
  const auto whole = absolute(folder, path);
  return change(
      whole, [&] { disk()->will_remove(whole); },
      [&] { return static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags)); });
}

mode_t mode_of(int flags, va_list more) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  return open_at(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  return open_at(folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) __attribute__((alias("openat")));
FILE* fopen(const char* path, const char* mode) {
  static auto* const real = reinterpret_cast<FILE* (*)(const char*, const char*)>(::dlsym(RTLD_NEXT, "fopen"));
  const int flags = mode[0] == 'w' ? O_CREAT | O_TRUNC : mode[0] == 'a' ? O_CREAT : 0;
  const auto whole = absolute(AT_FDCWD, path);
  return change(whole, [&] { will_open(whole, flags); }, [&] { return real(path, mode); });
}
FILE* fopen64(const char* path, const char* mode) __attribute__((alias("fopen")));

ssize_t write(int descriptor, const void* bytes, size_t size) {
  return write_at(descriptor, place_of_next_write(descriptor), size,
                  [&] { return static_cast<ssize_t>(::syscall(SYS_write, descriptor, bytes, size)); });
}
ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  return write_at(descriptor, offset, size,
                  [&] { return static_cast<ssize_t>(::syscall(SYS_pwrite64, descriptor, bytes, size, offset)); });
}
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) __attribute__((alias("pwrite")));
ssize_t writev(int descriptor, const iovec* parts, int count) {
  return write_at(descriptor, place_of_next_write(descriptor), size_of(parts, count),
                  [&] { return static_cast<ssize_t>(::syscall(SYS_writev, descriptor, parts, count)); });
}

int ftruncate(int descriptor, off_t size) noexcept {
  return resize(descriptor, size);
}
int ftruncate64(int descriptor, off64_t size) noexcept {
  return resize(descriptor, size);
}
int truncate(const char* path, off_t size) noexcept {
  const int descriptor = open_at(AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  const int done = resize(descriptor, size);
  ::close(descriptor);
  return done;
}
int truncate64(const char* path, off64_t size) noexcept {
  return truncate(path, size);
}
int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  return write_at(descriptor, offset, 0,
                  [&] { return static_cast<int>(::syscall(SYS_fallocate, descriptor, mode, offset, size)); });
}
int posix_fallocate(int descriptor, off_t offset, off_t size) {
  return fallocate(descriptor, 0, offset, size) == 0 ? 0 : errno;
}

int fsync(int descriptor) {
  return sync(descriptor, SYS_fsync);
}
int fdatasync(int descriptor) {
  return sync(descriptor, SYS_fdatasync);
}

int rename(const char* from, const char* to) noexcept {
  return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  return rename_at(from_folder, from, to_folder, to, 0);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  return rename_at(from_folder, from, to_folder, to, flags);
}
int link(const char* from, const char* to) noexcept {
  const auto whole = absolute(AT_FDCWD, to);
  return change(
      whole, [&] { disk()->will_make_file(whole); },
      [&] { return static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0)); });
}
int unlink(const char* path) noexcept {
  return remove_at(AT_FDCWD, path, 0);
}
int unlinkat(int folder, const char* path, int flags) noexcept {
  return remove_at(folder, path, flags);
}
int rmdir(const char* path) noexcept {
  return remove_at(AT_FDCWD, path, AT_REMOVEDIR);
}
int remove(const char* path) noexcept {
  const int done = remove_at(AT_FDCWD, path, 0);
  return done != 0 && errno == EISDIR ? remove_at(AT_FDCWD, path, AT_REMOVEDIR) : done;
}
int mkdir(const char* path, mode_t mode) noexcept {
  const auto whole = absolute(AT_FDCWD, path);
  return change(
      whole, [] {},
      [&] {
        const auto done = static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
        if (done == 0 && disk() != nullptr && disk()->holds(whole)) disk()->made_folder(whole);
        return done;
      });
}

}  // extern "C"
