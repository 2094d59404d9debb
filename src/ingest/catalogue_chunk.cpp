// SPDX-License-Identifier: Apache-2.0
#include "ingest/catalogue_chunk.hpp"

#include "shelfcast/base/bytes.hpp"

#include <bit>
#include <optional>
#include <utility>

namespace shelfcast::ingest {
namespace {

using sources::Moment;

// What a payload begins with; a chunk of lines begins with its version, 1. The first version has no costs and levels.
constexpr std::uint64_t kFirstVersion = 2;
constexpr std::uint64_t kCatalogue = 3;

bool is_catalogue(std::uint64_t version) {
  return version == kFirstVersion || version == kCatalogue;
}

/// Writes what `Reader` reads: both are handed to the lists of fields below.
struct Writer {
  std::string& out;
  bool tells_numbers = true;

  void operator()(const std::string& text) { put_text(out, text); }
  void operator()(std::uint64_t number) { put_varint(out, number); }
  void operator()(std::int64_t number) { put_signed(out, number); }
  void operator()(bool flag) { out.push_back(flag ? '+' : '-'); }
  void operator()(double number) { put_u64(out, std::bit_cast<std::uint64_t>(number)); }
  void operator()(Day day) { put_signed(out, day.number); }
  void operator()(const Moment& moment) {
    const auto* const day = std::get_if<Day>(&moment);
    out.push_back(day != nullptr ? 'd' : 'i');
    put_signed(out, day != nullptr ? day->number : std::get<Instant>(moment).seconds);
  }
  void operator()(const std::optional<Moment>& moment) {
    if (moment) return (*this)(*moment);
    out.push_back('-');
  }
  void operator()(const std::optional<std::int64_t>& number) {
    (*this)(number.has_value());
    if (number) (*this)(*number);
  }
};

struct Reader {
  ByteReader& in;
  bool tells_numbers;

  void operator()(std::string& text) { text = in.text(); }
  void operator()(std::uint64_t& number) { number = in.varint(); }
  void operator()(std::int64_t& number) { number = in.signed_varint(); }
  void operator()(bool& flag) { flag = static_cast<char>(in.u8()) == '+'; }
  void operator()(double& number) { number = std::bit_cast<double>(in.u64()); }
  void operator()(Day& day) { day.number = static_cast<std::int32_t>(in.signed_varint()); }
  void operator()(Moment& moment) {
    std::optional<Moment> read;
    (*this)(read);
    if (read) moment = *read;
  }
  void operator()(std::optional<Moment>& moment) {
    const auto kind = static_cast<char>(in.u8());
    if (kind == '-') return;
    const std::int64_t number = in.signed_varint();
    moment = kind == 'd' ? Moment(Day{static_cast<std::int32_t>(number)}) : Moment(Instant{number});
  }
  void operator()(std::optional<std::int64_t>& number) {
    bool is_told = false;
    (*this)(is_told);
    if (is_told) (*this)(number.emplace());
  }
};

/// The fields of every kind of row, in the order in which they are stored: those that a kind has.
template <class Archive, class Row>
void fields(Archive& archive, Row& row) {
  archive(row.row);
  if constexpr (requires { row.key; }) archive(row.key);
  if constexpr (requires { row.product_key; }) archive(row.product_key);
  if constexpr (requires { row.name; }) archive(row.name);
  if constexpr (requires { row.parent_key; }) archive(row.parent_key);
  if constexpr (requires { row.category_key; }) archive(row.category_key);
  if constexpr (requires { row.seller_key; }) archive(row.seller_key);
  if constexpr (requires { row.price; }) archive(row.price);
  if constexpr (requires { row.created; }) archive(row.created);
  if constexpr (requires { row.from; }) archive(row.from);
  if constexpr (requires { row.first; }) archive(row.first);
  if constexpr (requires { row.last; }) archive(row.last);
  if constexpr (requires { row.discount; }) archive(row.discount);
  if constexpr (requires { row.day; }) archive(row.day);
  if constexpr (requires { row.units; }) archive(row.units);
  if constexpr (requires { row.in_stock; }) archive(row.in_stock);
  if constexpr (requires { row.of_any_product; }) archive(row.of_any_product);
  if constexpr (requires { row.time_zone; }) archive(row.time_zone);
  if constexpr (requires { row.week_start; }) archive(row.week_start);
  archive(row.updated);
  if (!archive.tells_numbers) return;
  if constexpr (requires { row.cost; }) archive(row.cost);
  if constexpr (requires { row.level; }) archive(row.level);
}

/// The rows' kind is their place in the variant.
template <std::size_t Kind = 0>
std::optional<sources::CatalogueRows> rows_of_kind(std::size_t kind, Reader& read) {
  if constexpr (Kind < std::variant_size_v<sources::CatalogueRows>) {
    if (kind != Kind) return rows_of_kind<Kind + 1>(kind, read);
    std::variant_alternative_t<Kind, sources::CatalogueRows> rows;
    const auto& bytes = read.in;
    while (bytes.ok() && !bytes.at_end()) fields(read, rows.emplace_back());
    return bytes.ok() ? std::optional<sources::CatalogueRows>(std::move(rows)) : std::nullopt;
  } else {
    return std::nullopt;
  }
}

}  // namespace

std::string encode(const CatalogueChunk& chunk) {
  std::string payload;
  put_varint(payload, kCatalogue);
  put_text(payload, chunk.source);
  put_varint(payload, chunk.rows.index());
  Writer write{payload};
  std::visit(
      [&](const auto& rows) {
        for (const auto& row : rows) fields(write, row);
      },
      chunk.rows);
  return payload;
}

bool holds_catalogue(std::string_view payload) {
  return is_catalogue(ByteReader(payload).varint());
}

Result<CatalogueChunk> read_catalogue_chunk(std::string_view payload) {
  ByteReader bytes(payload);
  const auto version = bytes.varint();
  CatalogueChunk chunk{.source = std::string(bytes.text()), .rows = {}};
  const std::size_t kind = bytes.varint();
  Reader read{.in = bytes, .tells_numbers = version == kCatalogue};
  auto rows = is_catalogue(version) && bytes.ok() ? rows_of_kind(kind, read) : std::nullopt;
  if (!rows) return fail(Code::corrupt, "event log", "holds an event that this version cannot read");
  chunk.rows = std::move(*rows);
  return chunk;
}

}  // namespace shelfcast::ingest
