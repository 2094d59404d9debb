// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/schema/types.hpp"

namespace shelfcast::graphql {

/// What the schema says of the place in a document that is being looked at. What it does not know is null.
struct Position {
  const NamedType* parent = nullptr;  ///< of the fields that stand here: composite
  TypeUse type = {};                  ///< what the field, fragment or operation gives
  const Field* field = nullptr;
  const DirectiveType* directive = nullptr;
  const InputField* argument = nullptr;
  TypeUse input = {};         ///< what a value here should be
  TypeUse parent_input = {};  ///< what the value around it should be
  bool has_default = false;   ///< whether what the value is given for has a default
};

}  // namespace shelfcast::graphql
