// SPDX-License-Identifier: Apache-2.0
#include "app/progress_bar.hpp"

#include <fmt/format.h>

#include <unistd.h>
#include <algorithm>
#include <cstdio>

namespace shelfcast::app {

namespace {
constexpr int kWidth = 30;
}

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (terminal_ && !drawn_.empty()) fmt::print(stderr, "\r\033[K");
}

void ProgressBar::show(std::string_view step, double fraction) {
  if (!terminal_) {
    if (step != step_) fmt::print(stderr, "{}\n", step);
    step_ = step;
    return;
  }
  const int done = std::clamp(static_cast<int>(fraction * kWidth), 0, kWidth);
  std::string line =
      fmt::format("\r\033[K[{:=<{}}{: <{}}] {:3.0f} %  {}", "", done, "", kWidth - done, fraction * 100, step);
  if (line == drawn_) return;
  drawn_ = std::move(line);
  fmt::print(stderr, "{}", drawn_);
  std::fflush(stderr);
}

}  // namespace shelfcast::app
