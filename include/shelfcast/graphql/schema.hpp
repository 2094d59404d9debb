// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/graphql/resolver.hpp"

#include <memory>
#include <string>
#include <utility>

namespace shelfcast::graphql {

struct Types;

/// Types and what resolves their fields. Immutable, cheap to copy, and may be used by any number of threads at once, as
/// far as its resolvers may.
class Schema {
 public:
  explicit Schema(std::shared_ptr<const Types> types) : types_(std::move(types)) {}
  [[nodiscard]] const Types& types() const { return *types_; }

 private:
  std::shared_ptr<const Types> types_;
};

/// Reads a schema from its text and attaches what resolves it. `invalid`, with everything that is wrong in one text:
/// bad syntax, types that make no sense, a field without a resolver, a resolver without a field.
shelfcast::Result<Schema> make_schema(std::string sdl, Wiring wiring);

}  // namespace shelfcast::graphql
