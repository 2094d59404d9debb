// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/graphql/schema.hpp"

#include "graphql/language/ast.hpp"
#include "graphql/schema/builder.hpp"
#include "graphql/schema/builtin_types.hpp"
#include "graphql/schema/check.hpp"
#include "graphql/schema/introspection.hpp"
#include "graphql/schema/wire.hpp"
#include "shelfcast/graphql/document.hpp"

#include <fmt/format.h>

namespace shelfcast::graphql {
namespace {

constexpr ParseLimits kOwnText{.tokens = 1'000'000, .depth = 100};  // schemas are the house's own: no hostile ones

std::unexpected<Error> refuse(const std::vector<std::string>& problems) {
  std::string text;
  for (const auto& problem : problems) text += (text.empty() ? "" : "\n") + problem;
  return fail(Code::invalid, "schema", std::move(text));
}

std::string with_place(const QueryError& error) {
  return fmt::format("{} ({}:{})", error.message, error.locations.at(0).line, error.locations.at(0).column);
}

const Document& builtin_document() {
  static const Document document = parse(builtin_types(), kOwnText).value();
  return document;
}

void attach_introspection(Types& types, Wiring& wiring) {
  for (auto& row : introspection_fields(types)) wiring.fields.push_back(std::move(row));
  types.schema_meta.resolve = schema_resolver(types);
  types.type_meta.resolve = type_resolver(types);
}

}  // namespace

shelfcast::Result<Schema> make_schema(std::string sdl, Wiring wiring) {
  const auto document = parse(std::move(sdl), kOwnText);
  if (!document) return refuse({with_place(document.error())});
  auto types = std::make_shared<Types>();
  Builder builder(*types);
  builder.declare(builtin_document().tree(), true);
  builder.declare(document->tree(), false);
  builder.fill();
  if (!builder.problems().empty()) return refuse(builder.problems());
  if (const auto problems = check_types(*types); !problems.empty()) return refuse(problems);
  attach_introspection(*types, wiring);
  if (const auto problems = wire(*types, std::move(wiring)); !problems.empty()) return refuse(problems);
  return Schema(std::move(types));
}

}  // namespace shelfcast::graphql
