// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/runtime/runtime.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::training {

/// What one model says of whole categories, for the kHorizon days after a panel's cut.
struct SaidOfCategories {
  std::string model;
  std::string problem = {};                  ///< what it says nothing of, and why; empty: it speaks of all
  std::vector<std::size_t> categories = {};  ///< indices into Panel::categories, ascending
  std::vector<double> units = {};            ///< row-major: categories x kHorizon
};

/// The ensemble, and the models that can be asked of categories by themselves: not those that know only shares.
std::vector<std::string_view> models_of_categories();

/// What each of those says, in their order, fitted on all of the panel. A model that fails for some categories, or for
/// all, speaks of the others; it never keeps the others from speaking. `with_ensemble`: that too is learnt anew.
std::vector<SaidOfCategories> say_of_categories(const domain::Panel& panel, bool with_ensemble,
                                                runtime::Runtime& runtime);

}  // namespace shelfcast::training
