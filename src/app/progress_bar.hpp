// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::app {

/// A bar on standard error that redraws itself on a terminal; elsewhere one line per step. Not thread-safe.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();  ///< leaves the line
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void show(std::string_view step, double fraction);

 private:
  bool terminal_;
  std::string drawn_;
  std::string step_;
};

}  // namespace shelfcast::app
