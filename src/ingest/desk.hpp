// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/catalogue_chunk.hpp"
#include "ingest/catalogue_recorder.hpp"
#include "ingest/judge.hpp"
#include "shelfcast/ingest/ingest.hpp"

#include <set>
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
  [[nodiscard]] const std::set<ProductId>& products() const { return products_; }

 private:
  Desk(const Rooms& rooms, domain::Marketplace marketplace, LocalDays days, ProductIds products);
  Result<void> look_for_new_products();
  Result<void> learn(const std::vector<sources::RawProduct>& products);
  void set_aside(const sources::RawLine& line, const Refusal& refusal);

  const Rooms* rooms_;
  domain::Marketplace marketplace_;
  Judge judge_;
  CatalogueRecorder recorder_;
  Instant now_;
  bool looked_for_products_ = false;  // in this batch
  std::vector<domain::Sale> sales_;
  std::vector<domain::DeadLetter> letters_;
  deltas::Merged merged_;
  Counted counted_;
  std::set<ProductId> products_;
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
