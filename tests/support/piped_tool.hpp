// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <string>
#include <vector>

namespace shelfcast::testing {

/// A Python program of tests/tools that answers each line it is given with one line, and ends when there are no more:
/// with this object, or with the tests, however these end.
class PipedTool {
 public:
  /// Its path beneath the project, and its arguments.
  explicit PipedTool(std::string program, std::vector<std::string> arguments = {});
  ~PipedTool();
  PipedTool(const PipedTool&) = delete;
  PipedTool& operator=(const PipedTool&) = delete;

  std::string ask(const std::string& line);
  /// What it says by itself, at its start. Empty where it has ended.
  std::string answer();

 private:
  int process_ = -1;
  std::FILE* commands_ = nullptr;
  std::FILE* answers_ = nullptr;
};

}  // namespace shelfcast::testing
