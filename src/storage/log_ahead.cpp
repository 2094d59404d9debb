// SPDX-License-Identifier: Apache-2.0
#include "storage/log_ahead.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <utility>

namespace shelfcast::storage {
namespace {

using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

class FilledAhead final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FilledAhead(std::unique_ptr<FSWritableFile> file, int descriptor)
      : FSWritableFileOwnerWrapper(std::move(file)), descriptor_(descriptor) {}
  ~FilledAhead() override { ::close(descriptor_); }
  FilledAhead(const FilledAhead&) = delete;
  FilledAhead& operator=(const FilledAhead&) = delete;

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* context) override {
    fill_ahead_of(data.size());
    return FSWritableFileOwnerWrapper::Append(data, options, context);
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo& information,
                  IODebugContext* context) override {
    fill_ahead_of(data.size());
    return FSWritableFileOwnerWrapper::Append(data, options, information, context);
  }
  IOStatus Close(const IOOptions& options, IODebugContext* context) override {
    auto closed = FSWritableFileOwnerWrapper::Close(options, context);
    // Where it fails the zeros stay: whoever opens the log knows them.
    [[maybe_unused]] const int cut = ::ftruncate(descriptor_, static_cast<off_t>(written_));
    return closed;
  }

 private:
  /// Where the disk has no room for the zeros there is only less speed: what is appended will say so itself.
  void fill_ahead_of(std::size_t size) {
    static const std::string zeros(kLogStep, '\0');
    while (filled_ < written_ + size) {
      if (::pwrite(descriptor_, zeros.data(), zeros.size(), static_cast<off_t>(filled_)) < 0) break;
      filled_ += kLogStep;
    }
    written_ += size;
  }

  const int descriptor_;
  std::uint64_t written_ = 0;
  std::uint64_t filled_ = 0;
};

class LogsFilledAhead final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;
  [[nodiscard]] const char* Name() const override { return "LogsFilledAhead"; }

  IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                           std::unique_ptr<FSWritableFile>* file, IODebugContext* context) override {
    auto made = FileSystemWrapper::NewWritableFile(path, options, file, context);
    if (!made.ok() || !std::string_view(path).ends_with(".log")) return made;
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor >= 0) *file = std::make_unique<FilledAhead>(std::move(*file), descriptor);
    return made;
  }
};

}  // namespace

std::shared_ptr<rocksdb::FileSystem> with_logs_filled_ahead(const std::shared_ptr<rocksdb::FileSystem>& files) {
  return std::make_shared<LogsFilledAhead>(files);
}

}  // namespace shelfcast::storage
