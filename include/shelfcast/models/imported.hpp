// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/models/model.hpp"

namespace shelfcast::models {

/// What XGBoost learnt elsewhere from rows of features: what it says of a category's products, whatever its scale, is
/// taken as their shares. Its blobs come from `import_trees`, never from `fit`.
const Model& imported_trees();

/// A blob for it, of a model that XGBoost saved as JSON or UBJSON. Its columns are found by their names among
/// `columns`, all of those that a question will have; it may have learnt from some of them, in any order. Failure:
/// `rejected`, with the names that are not among them, or what else it is that we lack; `corrupt`.
Result<std::string> import_trees(std::string_view bytes, std::span<const std::string_view> columns);

}  // namespace shelfcast::models
