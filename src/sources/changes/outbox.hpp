// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/sale.hpp"
#include "shelfcast/storage/store.hpp"
#include "sources/changes/envelope.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace shelfcast::sources {

/// The column family of the change stream; its keys: source, letter of what it is, ...
extern const storage::Family kChanges;
std::string change_key(std::string_view source, char kind);

/// What is to be told, until a position says that it was. Entries are numbered from 1 as they come; they are told kind
/// by kind, so that what others refer to comes first.
///
/// Calls: open (add* save)* | tell, forget. One thread.
class Outbox {
 public:
  /// In the order in which they are told; those before `line` are tables, by their place in kTablesToTell.
  enum class Kind : std::uint8_t { seller, category, product, price, promotion, holiday, stock, line, reject };

  static Result<Outbox> open(storage::Store& store, std::string source);

  /// The kind of a table about the catalogue.
  [[nodiscard]] static Kind kind_of(const Schema& table);

  void add(Kind kind, std::string_view entry, storage::Batch& into);
  /// To be called once for a batch, after its last `add`.
  void save(storage::Batch& into) const;

  [[nodiscard]] std::uint64_t last() const { return last_; }
  using Visit = std::function<Result<void>(std::string_view entry)>;
  Result<void> tell(Kind kind, std::uint64_t after, const Visit& visit) const;
  Result<void> forget(std::uint64_t up_to);

 private:
  Outbox(storage::Store& store, std::string source) : store_(store), source_(std::move(source)) {}
  [[nodiscard]] std::string key(Kind kind, std::uint64_t number) const;

  storage::Store& store_;
  std::string source_;
  std::uint64_t last_ = 0;
};

/// A row about the catalogue, and a dead letter, as entries.
std::string encode_row(const Change& change, std::string_view place);
struct RowEntry {
  std::string place;
  std::vector<std::string> cells;
};
RowEntry decode_row(const Schema& schema, std::string_view entry);
std::string encode_letter(const domain::DeadLetter& letter);
domain::DeadLetter decode_letter(std::string_view entry);

}  // namespace shelfcast::sources
