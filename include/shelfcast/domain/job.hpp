// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace shelfcast::domain {

enum class JobState : std::uint8_t { waiting, running, done, failed };

/// Something that somebody asked for and that has to be computed first.
struct Job {
  std::string id;
  std::string what;  ///< a sentence
  JobState state = JobState::waiting;
  std::string problem = {};  ///< why it failed; empty: it did not
  Instant asked;
  std::optional<Instant> ended = {};
};

}  // namespace shelfcast::domain
