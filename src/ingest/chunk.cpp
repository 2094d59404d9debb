// SPDX-License-Identifier: Apache-2.0
#include "ingest/chunk.hpp"

#include "shelfcast/base/bytes.hpp"

#include <utility>

namespace shelfcast::ingest {
namespace {

using sources::Moment;
using sources::RawLine;

constexpr std::uint64_t kVersion = 1;

// What a record begins with: what kind it is, and which of a line's optional parts follow.
constexpr std::uint64_t kHappenedIsDate = 1;
constexpr std::uint64_t kHasUpdated = 2;
constexpr std::uint64_t kUpdatedIsDate = 4;
constexpr std::uint64_t kHasUnitPrice = 8;
constexpr std::uint64_t kHasLineTotal = 16;
constexpr unsigned kStatusShift = 5;  // two bits
constexpr std::uint64_t kIsLetter = 128;

bool is_date(const Moment& moment) {
  return std::holds_alternative<Day>(moment);
}

std::int64_t number_of(const Moment& moment) {
  return is_date(moment) ? std::get<Day>(moment).number : std::get<Instant>(moment).seconds;
}

Moment read_moment(ByteReader& bytes, bool date) {
  const std::int64_t number = bytes.signed_varint();
  return date ? Moment(Day{static_cast<std::int32_t>(number)}) : Moment(Instant{number});
}

std::uint64_t flags_of(const RawLine& line) {
  std::uint64_t flags = static_cast<std::uint64_t>(line.status) << kStatusShift;
  if (is_date(line.happened)) flags |= kHappenedIsDate;
  if (line.updated) flags |= kHasUpdated;
  if (line.updated && is_date(*line.updated)) flags |= kUpdatedIsDate;
  if (line.unit_price) flags |= kHasUnitPrice;
  if (line.line_total) flags |= kHasLineTotal;
  return flags;
}

RawLine read_line(ByteReader& bytes, std::uint64_t flags, std::string_view source) {
  RawLine line;
  line.place = {source, bytes.varint()};
  line.order = bytes.text();
  line.line = bytes.text();
  line.product = bytes.text();
  line.happened = read_moment(bytes, (flags & kHappenedIsDate) != 0);
  if ((flags & kHasUpdated) != 0) line.updated = read_moment(bytes, (flags & kUpdatedIsDate) != 0);
  line.quantity = bytes.signed_varint();
  if ((flags & kHasUnitPrice) != 0) line.unit_price = bytes.signed_varint();
  if ((flags & kHasLineTotal) != 0) line.line_total = bytes.signed_varint();
  line.status = static_cast<domain::LineStatus>(flags >> kStatusShift & 3U);
  return line;
}

domain::DeadLetter read_letter(ByteReader& bytes, std::string_view source) {
  domain::DeadLetter letter;
  letter.source = source;
  letter.position = bytes.text();
  letter.code = bytes.text();
  letter.reason = bytes.text();
  letter.row = bytes.text();
  return letter;
}

}  // namespace

void ChunkWriter::begin(std::string_view source) {
  source_ = source;
  rows_ = 0;
  payload_.clear();
  put_varint(payload_, kVersion);
  put_text(payload_, source);
}

void ChunkWriter::add(const RawLine& line) {
  ++rows_;
  constexpr std::size_t kNumbers = 10;  // at most, the lengths of the texts included
  RecordWriter record(
      payload_, kNumbers * RecordWriter::kLongestVarint + line.order.size() + line.line.size() + line.product.size());
  record.varint(flags_of(line));
  record.varint(line.place.row);
  record.text(line.order);
  record.text(line.line);
  record.text(line.product);
  record.signed_varint(number_of(line.happened));
  if (line.updated) record.signed_varint(number_of(*line.updated));
  record.signed_varint(line.quantity);
  if (line.unit_price) record.signed_varint(*line.unit_price);
  if (line.line_total) record.signed_varint(*line.line_total);
  record.finish();
}

void ChunkWriter::add(const domain::DeadLetter& letter) {
  ++rows_;
  put_varint(payload_, kIsLetter);
  for (const auto* text : {&letter.position, &letter.code, &letter.reason, &letter.row}) put_text(payload_, *text);
}

std::string ChunkWriter::finish() {
  rows_ = 0;
  source_.clear();
  return std::exchange(payload_, {});
}

Result<void> read_chunk(std::string_view payload, const ChunkVisitor& visitor) {
  ByteReader bytes(payload);
  const bool known = bytes.varint() == kVersion;
  const std::string_view source = bytes.text();
  while (known && bytes.ok() && !bytes.at_end()) {
    const std::uint64_t flags = bytes.varint();
    if ((flags & kIsLetter) != 0) {
      auto letter = read_letter(bytes, source);
      if (bytes.ok()) visitor.letter(std::move(letter));
    } else {
      const auto line = read_line(bytes, flags, source);
      if (bytes.ok()) visitor.line(line);
    }
  }
  if (!known || !bytes.ok()) return fail(Code::corrupt, "event log", "holds an event that this version cannot read");
  return {};
}

}  // namespace shelfcast::ingest
