// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/ingest.hpp"

#include "ingest/extraction.hpp"
#include "ingest/merging.hpp"
#include "shelfcast/telemetry/log.hpp"

namespace shelfcast::ingest {
namespace {

constexpr storage::Family kPositions{"positions"};

std::string position_key(std::string_view marketplace, std::string_view source) {
  std::string key(marketplace);
  key += '\0';
  return key.append(source);
}

}  // namespace

std::vector<const storage::Family*> families() {
  auto all = DeadLetters::families();
  all.push_back(&kPositions);
  return all;
}

Result<Extracted> Ingest::extract(std::string_view marketplace, sources::Source& source, const Progress& progress) {
  const std::string key = position_key(marketplace, source.name());
  const auto position = rooms_.store.get(kPositions, key);
  if (!position) return std::unexpected(position.error());

  ExtractionSink sink(rooms_, std::string(marketplace), progress);
  auto extraction = source.extract(position->value_or(""), sink);
  if (!extraction) return std::unexpected(extraction.error());
  if (auto finished = sink.finish(); !finished) return std::unexpected(finished.error());

  // Only now: a crash before this line makes the source be read again, never passed over.
  storage::Batch batch;
  batch.put(kPositions, key, extraction->position);
  if (auto kept = rooms_.store.commit(batch, "positions"); !kept) return std::unexpected(kept.error());
  telemetry::log(telemetry::Severity::info, "extracted",
                 {{"marketplace", marketplace}, {"rows", sink.rows()}, {"queued", sink.new_rows()}});
  return Extracted{.rows = sink.rows(), .queued = sink.new_rows(), .warnings = std::move(extraction->warnings)};
}

Result<Counted> Ingest::merge(std::string_view marketplace, const Progress& progress) {
  const auto known = rooms_.catalogue.marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  auto merging = Merging::begin(rooms_, *known);
  if (!merging) return std::unexpected(merging.error());
  if (auto done = merging->run(progress); !done) return std::unexpected(done.error());
  return merging->counted();
}

}  // namespace shelfcast::ingest
