// SPDX-License-Identifier: Apache-2.0
#include "sources/byte_stream.hpp"

#include "sources/unpack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kMagicBytes = 8;

class FileBytes final : public ByteStream {
 public:
  FileBytes(std::ifstream stream, std::string file) : stream_(std::move(stream)), file_(std::move(file)) {}

  Result<std::size_t> read(std::span<char> into) override {
    stream_.read(into.data(), static_cast<std::streamsize>(into.size()));
    if (stream_.bad()) {
      return fail(Code::unavailable, file_, fmt::format("cannot be read: {}", std::strerror(errno)));
    }
    passed_ += static_cast<std::uint64_t>(stream_.gcount());
    return static_cast<std::size_t>(stream_.gcount());
  }
  [[nodiscard]] std::uint64_t passed() const override { return passed_; }

 private:
  std::ifstream stream_;
  std::string file_;
  std::uint64_t passed_ = 0;
};

class FrontAndRest final : public ByteStream {
 public:
  FrontAndRest(std::string front, std::unique_ptr<ByteStream> rest)
      : front_(std::move(front)), rest_(std::move(rest)) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (at_ == front_.size()) return rest_ == nullptr ? Result<std::size_t>(0) : rest_->read(into);
    const std::size_t taken = std::min(into.size(), front_.size() - at_);
    std::memcpy(into.data(), front_.data() + at_, taken);
    at_ += taken;
    return taken;
  }
  [[nodiscard]] std::uint64_t passed() const override { return rest_ == nullptr ? at_ : rest_->passed(); }

 private:
  std::string front_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteStream> rest_;
};

}  // namespace

std::unique_ptr<ByteStream> bytes_of(std::string front, std::unique_ptr<ByteStream> rest) {
  return std::make_unique<FrontAndRest>(std::move(front), std::move(rest));
}

Result<std::string> read_front(ByteStream& stream, std::size_t at_most) {
  std::string front(at_most, '\0');
  std::size_t filled = 0;
  while (filled < at_most) {
    const auto more = stream.read(std::span(front).subspan(filled));
    if (!more) return std::unexpected(more.error());
    if (*more == 0) break;
    filled += *more;
  }
  front.resize(filled);
  return front;
}

Result<std::unique_ptr<ByteStream>> open_bytes(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return fail(Code::unavailable, file.string(), fmt::format("cannot be opened: {}", std::strerror(errno)));
  }
  auto bytes = std::make_unique<FileBytes>(std::move(stream), file.string());
  auto first = read_front(*bytes, kMagicBytes);
  if (!first) return std::unexpected(first.error());
  const Packing packing = packing_of(*first);
  auto whole = bytes_of(std::move(*first), std::move(bytes));
  return packing == Packing::none ? std::move(whole) : unpack(packing, std::move(whole), file.string());
}

}  // namespace shelfcast::sources
