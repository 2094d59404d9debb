// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/cycle.hpp"
#include "shelfcast/domain/replay.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::control {

/// Refresh cycles, for whoever may look at them and start them. Any thread.
class Cycles {
 public:
  virtual ~Cycles() = default;

  /// Newest first; those before `older_than` (a cycle's id) where it is given, at most `at_most`.
  [[nodiscard]] virtual Result<std::vector<domain::CycleReport>> list(std::optional<std::string> older_than,
                                                                      std::size_t at_most) const = 0;
  [[nodiscard]] virtual Result<domain::CycleReport> look(std::string_view id) const = 0;
  /// The newest of a marketplace that had begun by a moment and published a table, which may have been swept since;
  /// nothing where none had.
  [[nodiscard]] virtual Result<std::optional<domain::CycleReport>> published_by(std::string_view marketplace,
                                                                                Instant moment) const = 0;
  /// Starts one in the background and returns its id; `conflict` where one is running for this marketplace.
  virtual Result<std::string> start(std::string_view marketplace, std::string_view started_by) = 0;
  /// The same for some categories of the table that serves, by key or id, and all below them: no training, done in
  /// seconds. `not_found` where there is no table yet or no such category.
  virtual Result<std::string> refresh(std::string_view marketplace, std::span<const std::string> categories,
                                      std::string_view started_by) = 0;
  /// Makes again what a cycle published, and compares; tells `progress` 0..1 while it learns. Takes as long as a cycle.
  virtual Result<domain::Replay> replay(std::string_view id, const std::function<void(double)>& progress) = 0;
};

}  // namespace shelfcast::control
