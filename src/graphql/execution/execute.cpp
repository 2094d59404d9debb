// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/graphql/execute.hpp"

#include "graphql/execution/answer_text.hpp"
#include "graphql/execution/operation.hpp"
#include "graphql/execution/run.hpp"
#include "graphql/execution/writer.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::graphql {
namespace {

constexpr std::string_view kDataKey = "{\"data\":";

/// The root fields of a mutation, each with all that is below it before the next is begun. When one takes the whole
/// answer with it, the ones behind it are not carried out.
bool write_serially(Resolution& resolution, Writer& writer) {
  Batch& root = resolution.root();
  if (root.problem) return writer.object(root, 0);
  writer.text += '{';
  for (auto& column : root.columns) {
    resolution.resolve_root(column);
    if (resolution.has_stopped()) return false;
    if (&column != root.columns.data()) writer.text += ',';
    if (!writer.entry(root, column, 0)) return false;
  }
  writer.text += '}';
  return true;
}

bool write_together(Resolution& resolution, Writer& writer) {
  resolution.resolve_all();
  return !resolution.has_stopped() && writer.object(resolution.root(), 0);
}

Response as_response(Writer& writer, std::string_view source) {
  if (writer.errors.empty()) {
    writer.text += '}';
    return {.body = std::move(writer.text), .has_data = true};
  }
  std::string body = "{";
  append_errors(body, located(writer.errors, source));
  body += ',';
  body.append(writer.text, 1);
  body += '}';
  return {.body = std::move(body), .errors = writer.errors.size(), .has_data = true};
}

Response refuse(std::span<const QueryError> errors) {
  return {.body = refusal_body(errors), .errors = errors.size()};
}

}  // namespace

Response run(const Query& query, const Chosen& chosen, Object parent, Object context) {
  const Types& types = query.schema().types();
  const ast::Document& document = query.document().tree();
  const Scope scope{types, document, chosen.variables};
  Keeper keeper;
  Resolution resolution(scope, context, keeper);
  Writer writer(resolution, types);
  writer.text = kDataKey;
  bool written = false;
  if (const NamedType* type = root_type(types, chosen.operation->kind)) {
    resolution.begin(*type, parent, chosen.operation->selections);
    const bool serially = chosen.operation->kind == ast::OperationKind::mutation;
    written = serially ? write_serially(resolution, writer) : write_together(resolution, writer);
  } else {
    static constexpr std::string_view kWords[] = {"query", "mutation", "subscription"};
    writer.errors.push_back({fmt::format("Schema is not configured to execute {} operation.",
                                         kWords[static_cast<std::size_t>(chosen.operation->kind)]),
                             {chosen.operation->at}});
  }
  if (resolution.has_stopped() || writer.has_stopped())
    writer.errors = {{fmt::format("The answer is too large: at most {} values in {} bytes.", Resolution::kMostValues,
                                  Writer::kMostBytes),
                      {chosen.operation->at}}};
  if (!written) {
    writer.text = kDataKey;
    writer.text += "null";
  }
  return as_response(writer, document.source);
}

bool only_reads(const Query& query, const std::optional<std::string>& operation) {
  const auto chosen = choose_operation(query.document().tree(), operation);
  return !chosen || (*chosen)->kind == ast::OperationKind::query;
}

bool subscribes(const Query& query, const std::optional<std::string>& operation) {
  const auto chosen = choose_operation(query.document().tree(), operation);
  return chosen && (*chosen)->kind == ast::OperationKind::subscription;
}

Response execute(const Query& query, const Request& request) {
  const auto chosen = choose(query, request);
  if (!chosen) return refuse(located(chosen.error(), query.document().tree().source));
  return run(query, *chosen, request.root, request.context);
}

}  // namespace shelfcast::graphql
