// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/storage/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::ingest {

extern const storage::Family kPositions;

/// How far a source has been read, and whether a reading of it was begun that never ended: by a crash, or because the
/// source broke off. What such a reading queued is known to the log from then on, and yet belongs to no load.
///
/// Calls: begin keep for each reading.
class Positions {
 public:
  Positions(storage::Store& store, std::string_view marketplace, std::string_view source);

  /// "" where it was never read.
  [[nodiscard]] Result<std::string> read() const;
  /// Before a reading. `newest_load`: of any source. Where an earlier reading never ended, what was the newest then.
  Result<std::optional<std::int64_t>> begin(std::int64_t newest_load);
  /// A reading has ended, and its load is entered; or the source is to be read again from here.
  Result<void> keep(std::string_view position);

 private:
  storage::Store& store_;
  std::string position_key_;
  std::string unfinished_key_;
};

}  // namespace shelfcast::ingest
