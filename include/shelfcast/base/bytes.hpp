// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast {

/// Big-endian fixed-width numbers (so that keys sort as numbers do) and varints (so that values are small).
void put_u16(std::string& out, std::uint16_t value);
void put_u32(std::string& out, std::uint32_t value);
void put_u64(std::string& out, std::uint64_t value);
void put_varint(std::string& out, std::uint64_t value);
void put_signed(std::string& out, std::int64_t value);   ///< zigzag varint
void put_text(std::string& out, std::string_view text);  ///< length and bytes

/// The same at the end of a text that grows once for a whole record, for records by the million.
///
/// Calls: construct (byte | varint | signed_varint | text)* finish; all of it within the bytes that were announced.
class RecordWriter {
 public:
  static constexpr std::size_t kLongestVarint = 10;

  RecordWriter(std::string& out, std::size_t at_most) : out_(out), size_(out.size()) {
    out.resize_and_overwrite(size_ + at_most, [](char*, std::size_t all) { return all; });
    at_ = out.data() + size_;
  }
  void byte(std::uint8_t value) { *at_++ = static_cast<char>(value); }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) *at_++ = static_cast<char>((value & 0x7FU) | 0x80U);
    *at_++ = static_cast<char>(value);
  }
  void signed_varint(std::int64_t value) {
    varint((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view text) {
    varint(text.size());
    at_ = std::ranges::copy(text, at_).out;
  }
  void finish() { out_.resize(static_cast<std::size_t>(at_ - out_.data())); }

 private:
  std::string& out_;
  std::size_t size_;
  char* at_;
};

/// Reads what the functions above wrote, in order. After the first failure every further read fails too, so that a
/// caller checks `ok()` once, at the end.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t u8() {
    if (bytes_.empty()) return static_cast<std::uint8_t>(fixed(1));
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::uint16_t u16();
  std::uint32_t u32();
  std::uint64_t u64();
  std::uint64_t varint() {
    // Most numbers take one byte or two.
    if (bytes_.size() < 2) return long_varint();
    const auto first = static_cast<unsigned char>(bytes_[0]);
    const auto second = static_cast<unsigned char>(bytes_[1]);
    if (first >= 0x80U && second >= 0x80U) return long_varint();
    bytes_.remove_prefix(first < 0x80U ? 1 : 2);
    return first < 0x80U ? first : (first & 0x7FU) | (unsigned{second} << 7U);
  }
  /// As if so many varints had been read.
  void skip_varints(int count) {
    while (count > 0 && !bytes_.empty()) {
      count -= static_cast<unsigned char>(bytes_.front()) < 0x80U ? 1 : 0;
      bytes_.remove_prefix(1);
    }
    ok_ = ok_ && count == 0;
  }
  std::int64_t signed_varint() {
    const std::uint64_t zigzag = varint();
    return static_cast<std::int64_t>(zigzag >> 1U) ^ -static_cast<std::int64_t>(zigzag & 1U);
  }
  std::string_view text();
  std::string_view rest();  ///< all that is left

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }

 private:
  std::uint64_t long_varint();
  std::string_view take(std::size_t count);
  std::uint64_t fixed(std::size_t width);

  std::string_view bytes_;
  bool ok_ = true;
};

/// Real numbers by their bits: what is read is what was written.
void put_real(std::string& out, double value);
double real(ByteReader& in);

void put_reals(std::string& out, std::span<const double> values);
std::vector<double> reals(ByteReader& in);
/// Fills `values`; `ok` turns false where another number of them was written.
void reals_into(ByteReader& in, std::span<double> values, bool& ok);

}  // namespace shelfcast
