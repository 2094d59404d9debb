// SPDX-License-Identifier: Apache-2.0
#include "graphql/execution/resolution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace shelfcast::graphql {

void Resolution::begin(const NamedType& type, Object root, const ast::SelectionSet& selections) {
  Batch& batch = batches_.emplace_back();
  batch.type = &type;
  batch.objects = {root};
  Collector collector(scope_, type);
  if (auto added = collector.add(selections); !added) {
    batch.problem = added.error();
  } else {
    set_columns(batch, collector.groups());
  }
}

void Resolution::resolve_root(Column& column) {
  const std::size_t first = batches_.size();
  resolve(batches_.front(), column);
  resolve_from(first);
}

void Resolution::resolve_all() {
  const std::size_t first = batches_.size();
  for (auto& column : batches_.front().columns) resolve(batches_.front(), column);
  resolve_from(first);
}

void Resolution::resolve_from(std::size_t first) {
  // Grows while it goes: a deque, so that what is being looked at stays where it is.
  for (std::size_t i = first; i < batches_.size() && !has_stopped(); ++i) {
    Batch& batch = batches_[i];
    open(batch);
    for (auto& column : batch.columns) resolve(batch, column);
  }
}

void Resolution::open(Batch& batch) {
  Collector collector(scope_, *batch.type);
  for (const auto* node : batch.nodes) {
    if (auto added = collector.add(node->selections); !added) {
      batch.problem = added.error();
      return;
    }
  }
  set_columns(batch, collector.groups());
}

void Resolution::set_columns(Batch& batch, std::vector<FieldGroup>& groups) const {
  batch.columns.reserve(groups.size());
  for (auto& group : groups) {
    const Field* field = scope_.types.field(*batch.type, group.nodes.front()->name.text);
    if (field != nullptr) batch.columns.push_back({.asked = std::move(group), .field = field});
  }
}

void Resolution::resolve(const Batch& batch, Column& column) {
  values_ += batch.objects.size();
  if (has_stopped() || column.field == &scope_.types.type_name) return;
  const ast::Selection& node = *column.asked.nodes.front();
  auto arguments = arguments_of(column.field->arguments, node.at, node.arguments, scope_.variables);
  if (!arguments) {
    column.problem = std::move(arguments.error());
    return;
  }
  column.outputs = column.field->resolve(
      {.parents = batch.objects, .arguments = *arguments, .context = context_, .keeper = keeper_});
  if (column.outputs.size() != batch.objects.size()) {
    throw std::logic_error(fmt::format("the resolver of {}.{} gave {} outputs for {} parents", batch.type->name,
                                       column.field->name, column.outputs.size(), batch.objects.size()));
  }
  if (column.field->type.named->is_composite()) place_all(column);
}

void Resolution::place_all(Column& column) {
  for (auto& output : column.outputs) place(column, output);
}

void Resolution::place(Column& column, Output& output) {
  if (auto* list = output.get_if<Output::List>()) {
    for (auto& item : *list) place(column, item);
    return;
  }
  auto* placed = output.get_if<Output::Placed>();
  if (placed == nullptr) return;
  const NamedType* type = runtime_type(*column.field, output);
  if (type == nullptr) return;
  placed->batch = batch_for(column, *type);
  auto& objects = batches_[placed->batch].objects;
  placed->row = static_cast<std::uint32_t>(objects.size());
  objects.push_back(placed->object);
}

/// What an object is; where that cannot be said, the output becomes a failure.
const NamedType* Resolution::runtime_type(const Field& field, Output& output) const {
  const NamedType& declared = *field.type.named;
  if (!declared.is_abstract()) return &declared;
  const std::string name(declared.type_of(output.get_if<Output::Placed>()->object));
  const NamedType* type = scope_.types.find(name);
  if (type == nullptr) {
    output = Output::Failure{
        fmt::format("Abstract type \"{}\" was resolved to a type \"{}\" that does not exist inside the schema.",
                    declared.name, name)};
    return nullptr;
  }
  if (type->kind != TypeKind::object) {
    output = Output::Failure{
        fmt::format("Abstract type \"{}\" was resolved to a non-object type \"{}\".", declared.name, name)};
    return nullptr;
  }
  if (!declared.has_subtype(type)) {
    output = Output::Failure{
        fmt::format("Runtime Object type \"{}\" is not a possible type for \"{}\".", name, declared.name)};
    return nullptr;
  }
  return type;
}

std::uint32_t Resolution::batch_for(Column& column, const NamedType& type) {
  const auto found = std::ranges::find(column.batches, &type, [&](std::uint32_t i) { return batches_[i].type; });
  if (found != column.batches.end()) return *found;
  const auto number = static_cast<std::uint32_t>(batches_.size());
  batches_.push_back({.type = &type, .nodes = column.asked.nodes});
  column.batches.push_back(number);
  return number;
}

}  // namespace shelfcast::graphql
