// SPDX-License-Identifier: Apache-2.0
#include "sources/unpack.hpp"

#include <fmt/format.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <stdexcept>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kPackedBlock = std::size_t{64} * 1024;
constexpr std::uint64_t kMostXzMemory = 256ULL << 20U;
constexpr int kGzipWithLargestWindow = 16 + MAX_WBITS;

/// What the three packings share: packed bytes come in blocks, unpacked ones go out as they are asked for.
class Unpacking : public ByteStream {
 public:
  Unpacking(std::unique_ptr<ByteStream> packed, std::string file)
      : packed_(std::move(packed)), file_(std::move(file)), block_(kPackedBlock, '\0') {}

  Result<std::size_t> read(std::span<char> into) final {
    while (true) {
      if (left_.empty() && !at_end_) {
        const auto more = packed_->read(block_);
        if (!more) return std::unexpected(more.error());
        left_ = std::span<const char>(block_).first(*more);
        at_end_ = *more == 0;
      }
      if (left_.empty() && whole_) return 0;
      const std::size_t offered = left_.size();
      const auto made = step(into);
      if (!made) return made;
      if (*made > 0) return made;
      if (at_end_ && left_.size() == offered) {
        return whole_ ? Result<std::size_t>(0) : damaged("it ends in the middle of its packed bytes");
      }
    }
  }
  [[nodiscard]] std::uint64_t passed() const final { return packed_->passed() - left_.size(); }

 protected:
  /// Unpacks from `left_` to `into`: how much was made, which may be nothing. Sets `whole_` at the end of a part.
  virtual Result<std::size_t> step(std::span<char> into) = 0;

  [[nodiscard]] std::unexpected<Error> damaged(std::string_view why) const {
    return fail(Code::rejected, file_, fmt::format("cannot be unpacked: {}", why));
  }

  std::span<const char> left_;  // packed bytes at hand  NOLINT(misc-non-private-member-variables-in-classes)
  bool at_end_ = false;         // of the packed bytes   NOLINT(misc-non-private-member-variables-in-classes)
  bool whole_ = false;          // so far nothing is missing NOLINT(misc-non-private-member-variables-in-classes)

 private:
  std::unique_ptr<ByteStream> packed_;
  std::string file_;
  std::string block_;
};

// The libraries' C interfaces take their input as pointers to bytes that they do not change.
unsigned char* bytes_at(const char* text) {
  return reinterpret_cast<unsigned char*>(const_cast<char*>(text));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

class Gzip final : public Unpacking {
 public:
  Gzip(std::unique_ptr<ByteStream> packed, std::string file) : Unpacking(std::move(packed), std::move(file)) {
    if (inflateInit2(&state_, kGzipWithLargestWindow) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { inflateEnd(&state_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

 private:
  Result<std::size_t> step(std::span<char> into) override {
    if (whole_ && !left_.empty()) {
      inflateReset(&state_);
      whole_ = false;
    }
    state_.next_in = bytes_at(left_.data());
    state_.avail_in = static_cast<unsigned>(left_.size());
    state_.next_out = bytes_at(into.data());
    state_.avail_out = static_cast<unsigned>(into.size());
    const int done = inflate(&state_, Z_NO_FLUSH);
    left_ = left_.last(state_.avail_in);
    if (done != Z_OK && done != Z_STREAM_END && done != Z_BUF_ERROR) {
      return damaged(state_.msg == nullptr ? "it is damaged" : state_.msg);
    }
    whole_ = done == Z_STREAM_END;
    return into.size() - state_.avail_out;
  }

  z_stream state_{};
};

class Zstd final : public Unpacking {
 public:
  Zstd(std::unique_ptr<ByteStream> packed, std::string file) : Unpacking(std::move(packed), std::move(file)) {
    if (state_ == nullptr) throw std::bad_alloc();
  }
  ~Zstd() override { ZSTD_freeDStream(state_); }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;

 private:
  Result<std::size_t> step(std::span<char> into) override {
    ZSTD_inBuffer in{left_.data(), left_.size(), 0};
    ZSTD_outBuffer out{into.data(), into.size(), 0};
    const std::size_t done = ZSTD_decompressStream(state_, &out, &in);
    left_ = left_.subspan(in.pos);
    if (ZSTD_isError(done) != 0) return damaged(ZSTD_getErrorName(done));
    whole_ = done == 0;
    return out.pos;
  }

  ZSTD_DStream* state_ = ZSTD_createDStream();
};

class Xz final : public Unpacking {
 public:
  Xz(std::unique_ptr<ByteStream> packed, std::string file) : Unpacking(std::move(packed), std::move(file)) {
    if (lzma_stream_decoder(&state_, kMostXzMemory, LZMA_CONCATENATED) != LZMA_OK) throw std::bad_alloc();
  }
  ~Xz() override { lzma_end(&state_); }
  Xz(const Xz&) = delete;
  Xz& operator=(const Xz&) = delete;

 private:
  Result<std::size_t> step(std::span<char> into) override {
    state_.next_in = bytes_at(left_.data());
    state_.avail_in = left_.size();
    state_.next_out = bytes_at(into.data());
    state_.avail_out = into.size();
    const lzma_ret done = lzma_code(&state_, at_end_ ? LZMA_FINISH : LZMA_RUN);
    left_ = left_.last(state_.avail_in);
    if (done == LZMA_MEMLIMIT_ERROR) return damaged("it needs more memory than is allowed");
    if (done != LZMA_OK && done != LZMA_STREAM_END && done != LZMA_BUF_ERROR) return damaged("it is damaged");
    whole_ = done == LZMA_STREAM_END;
    return into.size() - state_.avail_out;
  }

  lzma_stream state_ = LZMA_STREAM_INIT;
};

}  // namespace

Packing packing_of(std::string_view first_bytes) {
  if (first_bytes.starts_with("\x1F\x8B")) return Packing::gzip;
  if (first_bytes.starts_with("\x28\xB5\x2F\xFD")) return Packing::zstd;
  if (first_bytes.starts_with(std::string_view("\xFD\x37\x7A\x58\x5A\x00", 6))) return Packing::xz;
  return Packing::none;
}

std::unique_ptr<ByteStream> unpack(Packing packing, std::unique_ptr<ByteStream> packed, std::string file) {
  switch (packing) {
    case Packing::gzip:
      return std::make_unique<Gzip>(std::move(packed), std::move(file));
    case Packing::zstd:
      return std::make_unique<Zstd>(std::move(packed), std::move(file));
    case Packing::xz:
      return std::make_unique<Xz>(std::move(packed), std::move(file));
    case Packing::none:
      break;
  }
  return packed;
}

}  // namespace shelfcast::sources
