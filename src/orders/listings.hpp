// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "orders/directory.hpp"
#include "shelfcast/base/clock.hpp"

#include <cstdint>
#include <future>
#include <memory>
#include <mutex>

namespace shelfcast::orders {

/// The directory in force, which follows the catalogue: a change there is read in the background, by a thread that
/// lives as long as that takes. `current` is for any thread, the rest for one.
class Listings {
 public:
  Listings(const catalogue::Catalogue& catalogue, const Clock& clock) : catalogue_(catalogue), clock_(clock) {}

  /// Reads it now. Before the first time nobody is known.
  Result<void> read();
  /// Begins to read where the catalogue has changed, and takes over what has been read.
  void follow();
  /// Whether what is in force is behind the catalogue.
  [[nodiscard]] bool is_stale() const { return catalogue_.edition() != edition_; }
  /// The same, but waits until it has been read.
  void catch_up();
  [[nodiscard]] std::shared_ptr<const Directory> current() const;

 private:
  struct Reading {
    std::uint64_t edition = 0;
    Result<std::shared_ptr<const Directory>> directory;
  };
  [[nodiscard]] Reading read_edition() const;
  Result<void> take(Reading reading);

  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  std::uint64_t edition_ = 0;
  mutable std::mutex swapping_;  // guards directory_
  std::shared_ptr<const Directory> directory_ = std::make_shared<const Directory>(std::vector<catalogue::Listing>());
  std::future<Reading> reading_;  // last: its thread uses what stands above
};

}  // namespace shelfcast::orders
