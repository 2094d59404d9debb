// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/input.hpp"
#include "shelfcast/graphql/output.hpp"

#include <expected>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast::graphql {

/// A field that is asked of everything that stands at one place of the answer.
struct Call {
  std::span<const Object> parents;
  const Arguments& arguments;
  Object context;  ///< what the caller gave along with the request
  Keeper& keeper;
};

/// Answers a field for all parents at once, an Output for each, in their order: whatever has to be loaded is loaded
/// once, however long the list is. Called on the thread that executes. An exception ends the execution and is the
/// caller's; what may fail for a user is an `Output::Failure`.
using Resolver = std::function<std::vector<Output>(const Call&)>;

/// A resolver of what needs no loading: `of` is called with each parent, and the call if it wants it.
template <class Parent, class Function>
Resolver each(Function of) {
  return [of = std::move(of)](const Call& call) {
    std::vector<Output> outputs;
    outputs.reserve(call.parents.size());
    for (const Object& parent : call.parents) {
      if constexpr (std::is_invocable_v<const Function&, const Parent&, const Call&>) {
        outputs.emplace_back(of(parent.as<Parent>(), call));
      } else {
        outputs.emplace_back(of(parent.as<Parent>()));
      }
    }
    return outputs;
  };
}

/// A resolver of a field of Query, Mutation or Subscription, which has one parent.
template <class Function>
Resolver root(Function of) {
  return [of = std::move(of)](const Call& call) {
    std::vector<Output> outputs;
    outputs.emplace_back(of(call));
    return outputs;
  };
}

/// The name of the object type that an object of an interface or a union is of.
using TypeOf = std::function<std::string_view(const Object&)>;

/// How a custom scalar is read and written. What is missing takes anything, and writes it as it is.
struct Scalar {
  /// The value, or a sentence that says what is wrong with it.
  std::function<std::expected<Input, std::string>(const Input&)> parse = {};
  std::function<Output(const Output&)> serialize = {};
};

/// What stands behind a schema's text: a visible table each for fields, abstract types and scalars.
struct Wiring {
  std::vector<std::pair<std::string, Resolver>> fields = {};  ///< "Product.name": every field of every object type
  std::vector<std::pair<std::string, TypeOf>> types = {};     ///< every interface and union
  std::vector<std::pair<std::string, Scalar>> scalars = {};   ///< custom scalars that check or change their values
};

}  // namespace shelfcast::graphql
