// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/bytes.hpp"

#include <bit>

namespace shelfcast {
namespace {

void put_fixed(std::string& out, std::uint64_t value, std::size_t width) {
  for (std::size_t i = width; i-- > 0;) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
}

}  // namespace

void put_u16(std::string& out, std::uint16_t value) {
  put_fixed(out, value, 2);
}
void put_u32(std::string& out, std::uint32_t value) {
  put_fixed(out, value, 4);
}
void put_u64(std::string& out, std::uint64_t value) {
  put_fixed(out, value, 8);
}

void put_varint(std::string& out, std::uint64_t value) {
  char bytes[10];
  std::size_t count = 0;
  for (; value >= 0x80; value >>= 7U) bytes[count++] = static_cast<char>((value & 0x7FU) | 0x80U);
  bytes[count++] = static_cast<char>(value);
  out.append(bytes, count);
}

void put_signed(std::string& out, std::int64_t value) {
  put_varint(out, (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
}

void put_text(std::string& out, std::string_view text) {
  put_varint(out, text.size());
  out.append(text);
}

std::string_view ByteReader::take(std::size_t count) {
  if (!ok_ || count > bytes_.size()) {
    ok_ = false;
    bytes_ = {};
    return {};
  }
  const auto taken = bytes_.substr(0, count);
  bytes_.remove_prefix(count);
  return taken;
}

std::uint64_t ByteReader::fixed(std::size_t width) {
  std::uint64_t value = 0;
  for (const char c : take(width)) value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

std::uint16_t ByteReader::u16() {
  return static_cast<std::uint16_t>(fixed(2));
}
std::uint32_t ByteReader::u32() {
  return static_cast<std::uint32_t>(fixed(4));
}
std::uint64_t ByteReader::u64() {
  return fixed(8);
}

std::uint64_t ByteReader::long_varint() {
  std::uint64_t value = 0;
  std::size_t at = 0;
  for (unsigned shift = 0; shift < 64 && at < bytes_.size(); shift += 7) {
    const auto bits = static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at++]));
    value |= (bits & 0x7FU) << shift;
    if ((bits & 0x80U) != 0) continue;
    bytes_.remove_prefix(at);
    return value;
  }
  bytes_ = {};
  ok_ = false;
  return 0;
}

std::string_view ByteReader::text() {
  const std::uint64_t length = varint();
  return take(length);
}

std::string_view ByteReader::rest() {
  return take(bytes_.size());
}

void put_real(std::string& out, double value) {
  put_u64(out, std::bit_cast<std::uint64_t>(value));
}

double real(ByteReader& in) {
  return std::bit_cast<double>(in.u64());
}

void put_reals(std::string& out, std::span<const double> values) {
  put_varint(out, values.size());
  for (const double value : values) put_real(out, value);
}

std::vector<double> reals(ByteReader& in) {
  std::vector<double> values;
  const auto count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) values.push_back(real(in));
  return values;
}

void reals_into(ByteReader& in, std::span<double> values, bool& ok) {
  const auto read = reals(in);
  ok = ok && in.ok() && read.size() == values.size();
  if (ok) std::copy(read.begin(), read.end(), values.begin());
}

}  // namespace shelfcast
