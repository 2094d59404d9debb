// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/assortment.hpp"

#include <filesystem>

namespace shelfcast::sources::simulator {

/// Customers are numbers in the order in which they joined; about 40 % had joined before the first day.
class Customers {
 public:
  Customers(const SimulationOptions& options, const Span& span);

  /// Somebody who has joined by that day; newer ones buy a little more often.
  [[nodiscard]] std::uint64_t draw(int day, Random& random) const;
  Result<void> write(const std::filesystem::path& path) const;
  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  const SimulationOptions& options_;
  const Span& span_;
  std::uint64_t count_;
};

}  // namespace shelfcast::sources::simulator
