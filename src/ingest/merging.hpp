// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/judge.hpp"
#include "shelfcast/ingest/ingest.hpp"

#include <vector>

namespace shelfcast::ingest {

/// One run over everything queued for a marketplace.
///
/// Calls: begin run counted.
class Merging {
 public:
  static Result<Merging> begin(const Rooms& rooms, const domain::Marketplace& marketplace);

  Result<void> run(const Progress& progress);
  [[nodiscard]] const Counted& counted() const { return counted_; }

 private:
  Merging(const Rooms& rooms, const domain::Marketplace& marketplace, Judge judge);
  Result<void> merge(const std::vector<eventlog::StoredEvent>& events);
  Result<void> sort_out(const eventlog::StoredEvent& event);
  void set_aside(domain::DeadLetter letter);
  void set_aside(const sources::RawLine& line, const Refusal& refusal);
  void count(const deltas::Merged& merged);

  const Rooms& rooms_;
  const domain::Marketplace& marketplace_;
  Judge judge_;
  Instant now_;
  std::vector<domain::Sale> sales_;  // of the batch at hand
  std::vector<domain::DeadLetter> letters_;
  Counted counted_;
};

}  // namespace shelfcast::ingest
