// SPDX-License-Identifier: Apache-2.0
#include "sources/changes/outbox.hpp"

#include "shelfcast/base/bytes.hpp"

#include <limits>
#include <stdexcept>

namespace shelfcast::sources {
namespace {

constexpr char kEntry = 'x';   // kind, number -> the entry
constexpr char kNewest = 'n';  // -> the number of the newest entry
constexpr std::uint8_t kKinds = static_cast<std::uint8_t>(Outbox::Kind::reject) + 1;

}  // namespace

const storage::Family kChanges{"changes"};

std::string change_key(std::string_view source, char kind) {
  std::string key;
  put_text(key, source);
  key += kind;
  return key;
}

Result<Outbox> Outbox::open(storage::Store& store, std::string source) {
  Outbox outbox(store, std::move(source));
  const auto last = store.get(kChanges, change_key(outbox.source_, kNewest));
  if (!last) return std::unexpected(last.error());
  if (*last) outbox.last_ = ByteReader(**last).u64();
  return outbox;
}

Outbox::Kind Outbox::kind_of(const Schema& table) {
  if (&table == &kSellers) return Kind::seller;
  if (&table == &kCategories) return Kind::category;
  if (&table == &kProducts) return Kind::product;
  if (&table == &kPriceHistory) return Kind::price;
  if (&table == &kPromotions) return Kind::promotion;
  if (&table == &kHolidays) return Kind::holiday;
  if (&table == &kStockLevels) return Kind::stock;
  throw std::logic_error("no table of the catalogue: " + std::string(table.name));
}

std::string Outbox::key(Kind kind, std::uint64_t number) const {
  std::string key = change_key(source_, kEntry);
  key += static_cast<char>(kind);
  put_u64(key, number);
  return key;
}

void Outbox::add(Kind kind, std::string_view entry, storage::Batch& into) {
  into.put(kChanges, key(kind, ++last_), entry);
}

void Outbox::save(storage::Batch& into) const {
  std::string last;
  put_u64(last, last_);
  into.put(kChanges, change_key(source_, kNewest), last);
}

Result<void> Outbox::tell(Kind kind, std::uint64_t after, const Visit& visit) const {
  Result<void> told;
  const auto entry = [&](std::string_view, std::string_view value) {
    told = visit(value);
    return told.has_value();
  };
  const auto end = key(kind, std::numeric_limits<std::uint64_t>::max());
  if (auto done = store_.scan(kChanges, key(kind, after + 1), end, entry); !done) return done;
  return told;
}

Result<void> Outbox::forget(std::uint64_t up_to) {
  for (std::uint8_t kind = 0; up_to > 0 && kind < kKinds; ++kind) {
    const auto of = static_cast<Kind>(kind);
    if (auto done = store_.erase_range(kChanges, key(of, 0), key(of, up_to + 1), "changes.forget"); !done) return done;
  }
  return {};
}

std::string encode_row(const Change& change, std::string_view place) {
  std::string entry;
  put_text(entry, place);
  for (const auto& cell : change.cells) put_text(entry, cell);
  return entry;
}

RowEntry decode_row(const Schema& schema, std::string_view entry) {
  ByteReader bytes(entry);
  RowEntry row{.place = std::string(bytes.text()), .cells = {}};
  while (bytes.ok() && !bytes.at_end()) row.cells.emplace_back(bytes.text());
  row.cells.resize(schema.columns.size());
  return row;
}

std::string encode_letter(const domain::DeadLetter& letter) {
  std::string entry;
  for (const auto* text : {&letter.source, &letter.position, &letter.code, &letter.reason, &letter.row}) {
    put_text(entry, *text);
  }
  return entry;
}

domain::DeadLetter decode_letter(std::string_view entry) {
  ByteReader bytes(entry);
  domain::DeadLetter letter;
  for (auto* text : {&letter.source, &letter.position, &letter.code, &letter.reason, &letter.row}) {
    *text = bytes.text();
  }
  return letter;
}

}  // namespace shelfcast::sources
