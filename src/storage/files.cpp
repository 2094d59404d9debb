// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/files.hpp"

#include "shelfcast/storage/stop_points.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace shelfcast::storage {
namespace {

constexpr ::mode_t kForAll = 0644;
constexpr ::mode_t kForOwner = 0600;

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, int flags, ::mode_t mode = kForAll)
      : number_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] bool open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

std::unexpected<Error> system_failure(const std::filesystem::path& file, std::string_view what) {
  const Code code = errno == ENOENT ? Code::not_found : Code::unavailable;
  return fail(code, file.string(), fmt::format("{}: {}", what, std::strerror(errno)));
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Result<void> write_synced(const std::filesystem::path& file, std::string_view bytes, ::mode_t mode) {
  const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_TRUNC, mode);
  if (!descriptor.open()) return system_failure(file, "cannot be created");
  if (!write_all(descriptor.number(), bytes)) return system_failure(file, "cannot be written");
  if (::fsync(descriptor.number()) != 0) return system_failure(file, "cannot be synced");
  return {};
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (!descriptor.open() || ::fsync(descriptor.number()) != 0) return system_failure(folder, "cannot be synced");
  return {};
}

Result<std::size_t> size_of(const Descriptor& descriptor, const std::filesystem::path& file) {
  struct stat status{};
  if (::fstat(descriptor.number(), &status) != 0) return system_failure(file, "cannot be read");
  if (!S_ISREG(status.st_mode)) return fail(Code::invalid, file.string(), "is not a file");
  return static_cast<std::size_t>(status.st_size);
}

Result<void> write_whole(const std::filesystem::path& file, std::string_view bytes, std::string_view stop_point,
                         ::mode_t mode) {
  auto partial = file;
  partial += ".partial";
  if (mode == kForOwner) ::unlink(partial.c_str());  // one that was left behind has the mode it was made with
  if (auto written = write_synced(partial, bytes, mode); !written) {
    ::unlink(partial.c_str());
    return written;
  }
  if (::rename(partial.c_str(), file.c_str()) != 0) return system_failure(file, "cannot be put in place");
  if (auto synced = sync_folder(file.parent_path()); !synced) return synced;
  passed(stop_point);
  return {};
}

}  // namespace

Result<void> write_file(const std::filesystem::path& file, std::string_view bytes, std::string_view stop_point) {
  return write_whole(file, bytes, stop_point, kForAll);
}

Result<void> write_secret_file(const std::filesystem::path& file, std::string_view bytes, std::string_view stop_point) {
  return write_whole(file, bytes, stop_point, kForOwner);
}

Result<std::string> read_file(const std::filesystem::path& file) {
  const Descriptor descriptor(file, O_RDONLY);
  if (!descriptor.open()) return system_failure(file, "cannot be opened");
  const auto size = size_of(descriptor, file);
  if (!size) return std::unexpected(size.error());
  std::string bytes(*size, '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::read(descriptor.number(), bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure(file, "cannot be read");
    if (got == 0) break;  // somebody shortened it meanwhile
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& file) {
  const Descriptor descriptor(file, O_RDONLY);
  if (!descriptor.open()) return system_failure(file, "cannot be opened");
  const auto size = size_of(descriptor, file);
  if (!size) return std::unexpected(size.error());
  if (*size == 0) return MappedFile(nullptr, 0);  // the system refuses to map nothing
  void* data = ::mmap(nullptr, *size, PROT_READ, MAP_SHARED, descriptor.number(), 0);
  if (data == MAP_FAILED) return system_failure(file, "cannot be mapped");
  return MappedFile(static_cast<const char*>(data), *size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace shelfcast::storage
