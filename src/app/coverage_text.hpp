// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/coverage.hpp"

#include <string>

namespace shelfcast::app {

/// How what was said of certainty held, for people.
std::string coverage_table(const domain::Coverage& coverage);

}  // namespace shelfcast::app
