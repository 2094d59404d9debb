// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::control {

struct Load {
  std::string marketplace;
  /// Files and folders, or one connection; remembered, so that later cycles read what is new in them.
  std::vector<std::string> paths;
  std::string mapping;  ///< how files are laid out: a shipped mapping, a file, or empty for the own layout
};

struct LoadReport {
  std::uint64_t rows_in = 0;
  std::uint64_t counted = 0;
  std::uint64_t duplicate = 0;
  std::map<std::string, std::uint64_t> rejected_by;  ///< reason code -> rows
  std::vector<std::string> warnings;
};

/// Loads of a marketplace's warehouse, outside of cycles.
class Loads {
 public:
  using Progress = std::function<void(std::string_view step, double fraction)>;
  virtual ~Loads() = default;

  /// Reads what is new and counts it. `progress` may never be called.
  virtual Result<LoadReport> import(const Load& load, const Progress& progress) = 0;
};

}  // namespace shelfcast::control
