// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/models/model.hpp"
#include "training/members.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::training {

/// What each member says, in the order of its table.
using Words = std::vector<models::Grid>;

/// What each member answered: an error where it failed, nullopt where it was not asked.
using Answers = std::vector<std::optional<Result<models::Grid>>>;

/// Told of a member, by its place, that another one stands in for, and why.
using Replaced = std::function<void(std::size_t member, const std::string& reason)>;

/// Everybody's words: where a member failed or was not asked, those of the next simpler one; where it says of a
/// category what is no number or is negative, the simpler one's of that category. Fails only where the simplest does.
Result<Words> with_stand_ins(Answers answers, const Bench& bench, const domain::Panel& panel, const Replaced& replaced);

}  // namespace shelfcast::training
