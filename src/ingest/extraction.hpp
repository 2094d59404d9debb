// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/catalogue_recorder.hpp"
#include "ingest/queue.hpp"
#include "shelfcast/ingest/ingest.hpp"

#include <optional>
#include <string>

namespace shelfcast::ingest {

/// Listens to a source: rows about the catalogue are recorded at once, lines and rejected rows are queued.
class ExtractionSink final : public sources::Sink {
 public:
  ExtractionSink(const Rooms& rooms, std::string marketplace, const Progress& progress, Queue::Appended appended);

  Result<void> marketplace(const domain::Marketplace& marketplace) override;
  Result<void> catalogue(std::string_view source, sources::CatalogueRows rows) override;
  Result<void> line(const sources::RawLine& line) override { return queue_.add(line); }
  Result<void> reject(domain::DeadLetter letter) override { return queue_.add(letter); }
  void progress(double fraction) override { progress_(fraction); }

  Result<void> finish() { return queue_.finish(); }
  [[nodiscard]] std::uint64_t rows() const { return queue_.rows(); }
  [[nodiscard]] std::uint64_t new_rows() const { return queue_.new_rows(); }

 private:
  const Rooms& rooms_;
  const Progress& progress_;
  Queue queue_;
  std::optional<CatalogueRecorder> recorder_;
};

}  // namespace shelfcast::ingest
