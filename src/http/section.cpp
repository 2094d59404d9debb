// SPDX-License-Identifier: Apache-2.0
#include "http/section.hpp"

#include <zlib.h>
#include <array>
#include <charconv>

namespace shelfcast::http {

namespace {

constexpr std::size_t kStoredHead = 5;
constexpr std::size_t kPackedEnd = 8;

void add_number(std::string& out, std::uint64_t number) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void add_little_endian(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(number >> (8 * i) & 0xffU);
}

/// A block of a deflate stream that is not compressed (RFC 1951, 3.2.4).
void add_stored(std::string& out, std::string_view text) {
  out += '\0';
  add_little_endian(out, text.size(), 2);
  add_little_endian(out, ~text.size(), 2);
  out += text;
}

unsigned long checksum_of(std::string_view text, unsigned long before = 0) {
  return ::crc32(before, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
}

}  // namespace

void Section::add_packed(std::string_view text, std::string_view stands_for) {
  text_ += text;
  open_.checksum = static_cast<std::uint32_t>(checksum_of(stands_for));
  open_.plain_size = static_cast<std::uint32_t>(stands_for.size());
  open_.appending = ::crc32_combine_gen(static_cast<z_off_t>(stands_for.size()));
}

void Section::fill(Filling with) {
  open_.end = text_.size();
  open_.filling = with;
  pieces_.push_back(open_);
  open_ = {};
}

void Section::write(std::string& out, const Fillings& with) const {
  std::size_t begin = 0;
  unsigned long checksum = 0;
  std::size_t plain_size = 0;
  for (const Piece& piece : pieces_) {
    out.append(text_, begin, piece.end - begin);
    begin = piece.end;
    if (piece.plain_size > 0) {
      checksum = ::crc32_combine_op(checksum, piece.checksum, piece.appending);
      plain_size += piece.plain_size;
    }
    switch (piece.filling) {
      case Filling::date:
        out += with.date;
        break;
      case Filling::request_id:
        out += with.request_id;
        break;
      case Filling::asker:
        out += with.asker;
        break;
      case Filling::lines:
        out += with.lines;
        break;
      case Filling::age:
        add_number(out, static_cast<std::uint64_t>(with.age));
        break;
      case Filling::length:
        add_number(out, with.length);
        break;
      case Filling::packed_asker:
        add_stored(out, with.asker);
        checksum = checksum_of(with.asker, checksum);
        plain_size += with.asker.size();
        break;
      case Filling::packed_end:
        add_little_endian(out, checksum, 4);
        add_little_endian(out, plain_size, 4);
        break;
      case Filling::nothing:
        break;
    }
  }
  out.append(text_, begin);
}

std::size_t Section::size_with(std::string_view asker) const {
  std::size_t size = text_.size();
  for (const Piece& piece : pieces_) {
    if (piece.filling == Filling::asker) size += asker.size();
    if (piece.filling == Filling::packed_asker) size += kStoredHead + asker.size();
    if (piece.filling == Filling::packed_end) size += kPackedEnd;
  }
  return size;
}

}  // namespace shelfcast::http
