// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/standings.hpp"
#include "shelfcast/graphql/resolver.hpp"
#include "shelfcast/identity/caller.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

namespace shelfcast::api::graph {

/// One asking of a query: what every resolver gets along.
struct Asking {
  const Services& services;
  identity::CallerPtr caller;  ///< null: nobody is known here, and everybody reads
  mutable bool lasts = true;   ///< the answer is the same as long as the same tables serve
};

inline const Asking& asking(const graphql::Call& call) {
  return call.context.as<Asking>();
}

/// The arguments of a field as the parameters that REST calls alike, so that one reader knows the rules of both.
QueryParameters parameters_of(const graphql::Arguments& arguments);

/// The same refusal as REST's: its sentence, which names arguments, and its type as the code.
graphql::Output::Failure failure_of(const Refusal& refusal);

/// Something that was made on the way, kept until the answer is written; null where there is none.
template <class Thing>
graphql::Output object_or_null(const std::optional<Thing>& thing, const graphql::Call& call) {
  return thing ? graphql::Output(graphql::Object::of(call.keeper.keep(*thing))) : graphql::Output();
}

/// A whole number that an argument must be, from `least` to `most`.
std::expected<std::size_t, graphql::Output::Failure> count_asked(const graphql::Call& call, std::string_view argument,
                                                                 std::int64_t least, std::int64_t most);

/// Why the caller may not ask this: it needs this scope. Nothing where it may.
std::optional<graphql::Output::Failure> refuse_without(const graphql::Call& call, std::string_view scope);
/// Why not about what this seller sells.
std::optional<Refusal> refuse_foreign_seller(const graphql::Call& call, std::string_view seller);
/// Why not all about this product.
std::optional<graphql::Output::Failure> refuse_foreign_product(const graphql::Call& call,
                                                               const domain::ForecastProduct& product);

/// The marketplace that a field is asked about: the only one there is where none was named.
std::expected<std::string, Refusal> marketplace_of(const graphql::Arguments& arguments, const Asking& asking);
std::expected<std::string, Refusal> marketplace_of(const graphql::Call& call);

}  // namespace shelfcast::api::graph
