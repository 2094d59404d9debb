// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/control/coverages.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::control {

/// The measurement as everyone outside sees it: what was not measured is null, and a sentence says so where nothing
/// was.
nlohmann::ordered_json to_json(const domain::Coverage& coverage);
/// The way back, for a command line that asks a server.
Result<domain::Coverage> coverage_from_json(const nlohmann::ordered_json& json);

nlohmann::ordered_json to_json(const CoverageQuestion& question);
Result<CoverageQuestion> coverage_question_from_json(const nlohmann::ordered_json& json);

/// What is to be said where no row is, or nothing of a part of it.
std::string_view note_of(const domain::Coverage& coverage);

}  // namespace shelfcast::control
