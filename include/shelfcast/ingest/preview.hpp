// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/sale.hpp"
#include "shelfcast/sources/source.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace shelfcast::ingest {

/// A line as an import would take it.
struct PreviewLine {
  std::string file;
  std::uint64_t row = 0;
  std::string order;
  std::string line;
  std::string time;
  std::string product;
  std::string category;
  std::string seller;
  std::string quantity;
  std::string price;  ///< empty where only the total is known
  std::string total;
};

struct PreviewProblems {
  std::uint64_t rows = 0;
  std::vector<domain::DeadLetter> first;  ///< some of them
};

/// What an import of a source would do.
struct Preview {
  std::uint64_t lines = 0;  ///< that would be counted
  std::uint64_t products = 0;
  std::vector<PreviewLine> first;
  std::map<std::string, PreviewProblems> problems;  ///< by code
  std::vector<sources::FileRead> files;
  std::vector<std::string> warnings;
};

/// Reads and judges all of a source as an import into an empty store would, and keeps nothing but the first `at_most`
/// lines and problems of each kind. Memory: that, and the products. Failures: those of the source.
Result<Preview> preview(sources::Source& source, const Clock& clock, std::size_t at_most);

}  // namespace shelfcast::ingest
