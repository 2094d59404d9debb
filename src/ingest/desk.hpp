// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/catalogue_chunk.hpp"
#include "ingest/catalogue_recorder.hpp"
#include "ingest/judge.hpp"
#include "ingest/product_ids.hpp"
#include "shelfcast/ingest/ingest.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::ingest {

/// Where the rows of one marketplace are judged: what is a sale is counted, the rest is set aside.
///
/// Calls: open (take* write committed)*. What a line views into must hold until `write`.
class Desk {
 public:
  static Result<Desk> open(const Rooms& rooms, std::string_view marketplace);

  Result<void> take(const sources::RawLine& line);
  void take(domain::DeadLetter letter);
  /// Recorded at once: it is idempotent, and the lines that follow refer to it.
  Result<void> take(const CatalogueChunk& chunk);
  /// Adds to the batch what was taken.
  Result<void> write(storage::Batch& into);
  /// The batch is durable: what was taken is counted, and the desk is empty again.
  void committed();
  /// Queues again what waited for products that are known now; how many rows that were.
  Result<std::size_t> release();

  [[nodiscard]] const domain::Marketplace& marketplace() const { return marketplace_; }
  [[nodiscard]] const Counted& counted() const { return counted_; }
  /// Whose sales have changed, ascending.
  [[nodiscard]] const std::vector<ProductId>& changed() const { return changed_; }

 private:
  Desk(const Rooms& rooms, domain::Marketplace marketplace, LocalDays days);
  Result<void> judge_waiting();
  void set_aside(const sources::RawLine& line, const Refusal& refusal);

  const Rooms* rooms_;
  domain::Marketplace marketplace_;
  std::unique_ptr<ProductIds> products_;  // which the recorder refers to
  Judge judge_;
  CatalogueRecorder recorder_;
  Instant now_;
  std::vector<sources::RawLine> waiting_;  // some lines, whose products are looked up at a time
  std::vector<std::string_view> keys_;     // of their products
  std::vector<const ProductId*> ids_;
  std::vector<domain::Sale> sales_;
  std::vector<domain::DeadLetter> letters_;
  deltas::Merged merged_;
  Counted counted_;
  std::vector<ProductId> changed_;  // ascending
};

/// The desks of the marketplaces that a topic speaks of, opened when they are needed.
class Desks {
 public:
  explicit Desks(const Rooms& rooms) : rooms_(rooms) {}
  /// `not_found` where there is no such marketplace.
  Result<Desk*> of(std::string_view marketplace);
  [[nodiscard]] std::map<std::string, Desk, std::less<>>& all() { return desks_; }

 private:
  const Rooms& rooms_;
  std::map<std::string, Desk, std::less<>> desks_;
};

}  // namespace shelfcast::ingest
