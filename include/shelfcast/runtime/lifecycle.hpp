// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace shelfcast::runtime {

/// The start list of the process and its mirror.
///
/// Calls: add*, start, stop; from one thread. `start` goes through the list in order; where a step fails, those that
/// had started are stopped again, backwards, and the failure is returned. Every step is logged. The destructor stops.
class Lifecycle {
 public:
  Lifecycle() = default;
  ~Lifecycle();
  Lifecycle(const Lifecycle&) = delete;
  Lifecycle& operator=(const Lifecycle&) = delete;

  void add(std::string name, std::function<Result<void>()> start, std::function<void()> stop);
  Result<void> start();
  void stop();

 private:
  struct Step {
    std::string name;
    std::function<Result<void>()> start;
    std::function<void()> stop;
  };
  std::vector<Step> steps_;
  std::size_t started_ = 0;
};

}  // namespace shelfcast::runtime
