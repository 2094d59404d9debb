// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/execution/collect.hpp"
#include "shelfcast/graphql/output.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::graphql {

/// A field of a batch: an output for each of its objects.
struct Column {
  FieldGroup asked;
  const Field* field = nullptr;
  std::vector<Output> outputs = {};
  std::optional<ArgumentProblem> problem = {};  ///< instead of outputs
  std::vector<std::uint32_t> batches = {};      ///< where the objects among its outputs are, one for each type
};

/// All objects of one type that stand at one place of the response.
struct Batch {
  const NamedType* type = nullptr;
  std::vector<Object> objects = {};
  std::vector<const ast::Selection*> nodes = {};  ///< what they are asked with
  std::vector<Column> columns = {};
  std::optional<ArgumentProblem> problem = {};  ///< instead of columns
};

/// Calls resolvers level by level, and keeps what they say: a tree of batches, flat in a list in which children come
/// behind their parents. Whatever costs were reckoned: after `kMostValues` it stops, and nothing of it may be written.
class Resolution {
 public:
  static constexpr std::size_t kMostValues = 1'000'000;

  Resolution(const Scope& scope, Object context, Keeper& keeper) : scope_(scope), context_(context), keeper_(keeper) {}

  /// The first batch: the root object and its fields, not yet resolved.
  void begin(const NamedType& type, Object root, const ast::SelectionSet& selections);
  /// Resolves one root field and everything below it.
  void resolve_root(Column& column);
  /// Resolves all root fields and everything below them.
  void resolve_all();
  [[nodiscard]] bool has_stopped() const { return values_ > kMostValues; }
  [[nodiscard]] Batch& root() { return batches_.front(); }
  [[nodiscard]] const Batch& batch(std::uint32_t number) const { return batches_[number]; }

 private:
  void resolve_from(std::size_t first);
  void open(Batch& batch);
  void set_columns(Batch& batch, std::vector<FieldGroup>& groups) const;
  void resolve(const Batch& batch, Column& column);
  void place_all(Column& column);
  void place(Column& column, Output& output);
  const NamedType* runtime_type(const Field& field, Output& output) const;
  std::uint32_t batch_for(Column& column, const NamedType& type);

  const Scope& scope_;
  Object context_;
  Keeper& keeper_;
  std::deque<Batch> batches_;
  std::size_t values_ = 0;  // a field of an object is one
};

}  // namespace shelfcast::graphql
