// SPDX-License-Identifier: Apache-2.0
#include "sources/row_bytes.hpp"

namespace shelfcast::sources {

void put_moment(std::string& out, const Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  put_varint(out, day != nullptr ? 1 : 0);
  put_signed(out, day != nullptr ? day->number : std::get<Instant>(moment).seconds);
}

Moment read_moment(ByteReader& bytes) {
  const bool is_day = bytes.varint() == 1;
  const auto number = bytes.signed_varint();
  return is_day ? Moment(Day{static_cast<std::int32_t>(number)}) : Moment(Instant{number});
}

Minor read_minor(ByteReader& bytes) {
  return bytes.signed_varint();
}

std::string encode(const RawLine& line) {
  std::string out;
  for (const auto text : {line.place.source, line.order, line.line, line.product}) put_text(out, text);
  put_varint(out, line.place.row);
  put_moment(out, line.happened);
  put_optional(out, line.updated, put_moment);
  put_signed(out, line.quantity);
  put_optional(out, line.unit_price, put_signed);
  put_optional(out, line.line_total, put_signed);
  put_varint(out, static_cast<std::uint64_t>(line.status));
  return out;
}

std::optional<RawLine> decode_line(std::string_view bytes) {
  ByteReader reader(bytes);
  RawLine line;
  line.place.source = reader.text();
  line.order = reader.text();
  line.line = reader.text();
  line.product = reader.text();
  line.place.row = reader.varint();
  line.happened = read_moment(reader);
  line.updated = read_optional(reader, read_moment);
  line.quantity = reader.signed_varint();
  line.unit_price = read_optional(reader, read_minor);
  line.line_total = read_optional(reader, read_minor);
  line.status = static_cast<domain::LineStatus>(reader.varint() & 3U);
  return reader.ok() ? std::optional(line) : std::nullopt;
}

}  // namespace shelfcast::sources
