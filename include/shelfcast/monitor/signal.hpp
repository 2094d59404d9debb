// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/alert.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::monitor {

/// Something that a look found to be so.
struct Signal {
  std::string rule;
  std::string subject = {};  ///< "product:4711"; empty: all of what was looked at
  std::string subject_name = {};
  std::string within = {};  ///< what holds the subject: "category:12" of a product, "category:3" of a category
  std::string seller = {};  ///< by the source's key; empty: the operators'
  domain::Priority priority = domain::Priority::p3;
  std::string sentence = {};
  double measured = 0;
  double threshold = 0;
  std::optional<Minor> money = {};
  std::int64_t hold = 0;  ///< seconds for which it must be so before it is raised, where the rule does not say
};

/// What was judged at a moment and what of it was found to be so: the rest is not so.
struct Look {
  Instant at;
  std::string marketplace = {};  ///< empty: the process
  std::string currency = {};
  std::vector<std::string> rules;  ///< those that were judged
  std::vector<Signal> found;
};

}  // namespace shelfcast::monitor
