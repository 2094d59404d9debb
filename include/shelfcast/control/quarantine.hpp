// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/load.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace shelfcast::control {

/// The loads of sources, and those that look broken and wait for a decision. Any thread.
class Quarantine {
 public:
  virtual ~Quarantine() = default;

  /// Newest first, of one marketplace or ("") of all.
  [[nodiscard]] virtual Result<std::vector<domain::Load>> loads(std::string_view marketplace, std::size_t at_most) = 0;
  /// Lets a held load in, or throws it away; `conflict` where it is not held. The next cycle goes on.
  virtual Result<void> accept(std::int64_t load) = 0;
  virtual Result<void> reject(std::int64_t load) = 0;
};

}  // namespace shelfcast::control
