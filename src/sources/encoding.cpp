// SPDX-License-Identifier: Apache-2.0
#include "sources/encoding.hpp"

#include "shelfcast/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kBlock = std::size_t{64} * 1024;
constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// What Windows-1252 puts at 0x80..0x9F; the rest is as in Latin-1. Five places are empty.
constexpr std::array<char16_t, 32> kWindows = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                               0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void put_utf8(std::string& out, char32_t c) {
  const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | c >> 6U);
    byte(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0 | c >> 12U);
    byte(0x80 | (c >> 6U & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  } else {
    byte(0xF0 | c >> 18U);
    byte(0x80 | (c >> 12U & 0x3FU));
    byte(0x80 | (c >> 6U & 0x3FU));
    byte(0x80 | (c & 0x3FU));
  }
}

char32_t from_windows(unsigned char byte) {
  if (byte < 0x80 || byte >= 0xA0) return byte;
  const char16_t c = kWindows[byte - 0x80U];
  return c == 0 ? kReplacement : c;
}

std::size_t length_of_character(unsigned char first) {
  if (first < 0x80) return 1;
  if (first < 0xE0) return 2;
  return first < 0xF0 ? 3 : 4;
}

class Transcoded final : public ByteStream {
 public:
  Transcoded(Encoding encoding, std::unique_ptr<ByteStream> bytes)
      : encoding_(encoding), bytes_(std::move(bytes)), block_(kBlock, '\0') {}

  Result<std::size_t> read(std::span<char> into) override {
    while (at_ == text_.size()) {
      const auto more = bytes_->read(std::span(block_).subspan(kept_));
      if (!more) return more;
      if (*more == 0 && kept_ == 0) return 0;
      text_.clear();
      at_ = 0;
      convert(std::string_view(block_).substr(0, kept_ + *more), *more == 0);
    }
    const std::size_t taken = std::min(into.size(), text_.size() - at_);
    std::memcpy(into.data(), text_.data() + at_, taken);
    at_ += taken;
    return taken;
  }
  [[nodiscard]] std::uint64_t passed() const override { return bytes_->passed(); }

 private:
  void convert(std::string_view raw, bool at_end) {
    if (encoding_ == Encoding::windows_1252) {
      for (const char c : raw) put_utf8(text_, from_windows(static_cast<unsigned char>(c)));
      return;
    }
    std::size_t at = 0;
    while (at + 2 <= raw.size()) {
      char32_t c = unit(raw, at);
      const bool first_half = c >= 0xD800 && c < 0xDC00;
      if (first_half && at + 4 > raw.size() && !at_end) break;
      const char32_t second = first_half && at + 4 <= raw.size() ? unit(raw, at + 2) : 0;
      const bool is_pair = second >= 0xDC00 && second < 0xE000;
      if (is_pair) c = 0x10000 + ((c - 0xD800) << 10U) + (second - 0xDC00);
      at += is_pair ? 4 : 2;
      const bool half = !is_pair && c >= 0xD800 && c < 0xE000;
      if (c != 0xFEFF) put_utf8(text_, half ? kReplacement : c);
    }
    if (at_end && at < raw.size()) {
      put_utf8(text_, kReplacement);
      at = raw.size();
    }
    kept_ = raw.size() - at;
    std::memmove(block_.data(), raw.data() + at, kept_);
  }
  [[nodiscard]] char32_t unit(std::string_view raw, std::size_t at) const {
    const auto low = static_cast<unsigned char>(raw[encoding_ == Encoding::utf16_le ? at : at + 1]);
    const auto high = static_cast<unsigned char>(raw[encoding_ == Encoding::utf16_le ? at + 1 : at]);
    return static_cast<char32_t>(high << 8U | low);
  }

  Encoding encoding_;
  std::unique_ptr<ByteStream> bytes_;
  std::string block_;
  std::size_t kept_ = 0;  // bytes at its front that are half a character
  std::string text_;
  std::size_t at_ = 0;
};

/// UTF-8 as it stands, but for the mark.
class Unmarked final : public ByteStream {
 public:
  explicit Unmarked(std::unique_ptr<ByteStream> bytes) : bytes_(std::move(bytes)) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (!begun_) {
      auto front = read_front(*bytes_, kUtf8Mark.size());
      if (!front) return std::unexpected(front.error());
      if (*front == kUtf8Mark) front->clear();
      bytes_ = bytes_of(std::move(*front), std::move(bytes_));
      begun_ = true;
    }
    return bytes_->read(into);
  }
  [[nodiscard]] std::uint64_t passed() const override { return bytes_->passed(); }

 private:
  std::unique_ptr<ByteStream> bytes_;
  bool begun_ = false;
};

}  // namespace

std::optional<Encoding> encoding_named(std::string_view name) {
  if (name == "utf-8") return Encoding::utf8;
  if (name == "windows-1252" || name == "latin-1") return Encoding::windows_1252;
  if (name == "utf-16le") return Encoding::utf16_le;
  if (name == "utf-16be") return Encoding::utf16_be;
  return std::nullopt;
}

std::string_view name_of(Encoding encoding) {
  constexpr std::array<std::string_view, 4> kNames = {"utf-8", "windows-1252", "utf-16le", "utf-16be"};
  return kNames[static_cast<std::size_t>(encoding)];
}

Encoding detect_encoding(std::string_view first_bytes) {
  if (first_bytes.starts_with(kUtf8Mark)) return Encoding::utf8;
  if (first_bytes.starts_with("\xFF\xFE")) return Encoding::utf16_le;
  if (first_bytes.starts_with("\xFE\xFF")) return Encoding::utf16_be;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < first_bytes.size(); ++i) zeros[i % 2] += first_bytes[i] == '\0' ? 1 : 0;
  if (zeros[1] > first_bytes.size() / 4 && zeros[0] == 0) return Encoding::utf16_le;
  if (zeros[0] > first_bytes.size() / 4 && zeros[1] == 0) return Encoding::utf16_be;

  std::size_t well_formed = 0;
  std::size_t broken = 0;
  for (std::size_t at = 0; at < first_bytes.size();) {
    const std::size_t length = length_of_character(static_cast<unsigned char>(first_bytes[at]));
    const bool is_character = is_utf8(first_bytes.substr(at, length)) && at + length <= first_bytes.size();
    const bool cut = at + length > first_bytes.size();
    if (length > 1 && is_character) ++well_formed;
    if (!is_character && !cut) ++broken;
    at += is_character ? length : 1;
  }
  return broken > well_formed ? Encoding::windows_1252 : Encoding::utf8;
}

std::unique_ptr<ByteStream> as_utf8(Encoding encoding, std::unique_ptr<ByteStream> bytes) {
  if (encoding == Encoding::utf8) return std::make_unique<Unmarked>(std::move(bytes));
  return std::make_unique<Transcoded>(encoding, std::move(bytes));
}

}  // namespace shelfcast::sources
