// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/profiler.hpp"
#include "ingest/queue.hpp"
#include "shelfcast/ingest/ingest.hpp"

#include <optional>
#include <string>

namespace shelfcast::ingest {

/// Listens to a source: everything is queued, and looked at from afar on its way.
class ExtractionSink final : public sources::Sink {
 public:
  ExtractionSink(const Rooms& rooms, Queue queue, const Progress& progress)
      : rooms_(rooms), progress_(progress), queue_(std::move(queue)) {}

  Result<void> marketplace(const domain::Marketplace& marketplace) override;
  Result<void> catalogue(std::string_view source, sources::CatalogueRows rows) override;
  Result<void> line(const sources::RawLine& line) override;
  Result<void> reject(domain::DeadLetter letter) override;
  void progress(double fraction) override { progress_(fraction); }

  Result<void> finish() { return queue_.finish(); }
  [[nodiscard]] std::uint64_t rows() const { return queue_.rows(); }
  [[nodiscard]] bool told() const { return queue_.told(); }
  [[nodiscard]] bool has_news() const { return queue_.has_news(); }
  [[nodiscard]] std::uint64_t new_rows() const { return queue_.new_rows(); }
  [[nodiscard]] domain::LoadProfile profile() const { return profiler_ ? profiler_->profile() : domain::LoadProfile(); }

 private:
  Result<Profiler*> profiler();

  const Rooms& rooms_;
  const Progress& progress_;
  Queue queue_;
  std::optional<domain::Marketplace> marketplace_;
  std::optional<Profiler> profiler_;
};

}  // namespace shelfcast::ingest
