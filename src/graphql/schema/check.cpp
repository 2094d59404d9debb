// SPDX-License-Identifier: Apache-2.0
#include "graphql/schema/check.hpp"

#include "graphql/schema/check_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace shelfcast::graphql {
namespace {

bool is_object_or_missing(const NamedType* type) {
  return type == nullptr || type->kind == TypeKind::object;
}

void check_roots(const Types& types, Problems& problems) {
  if (types.query == nullptr) {
    problems.add("Query root type must be provided.");
  } else if (!is_object_or_missing(types.query)) {
    problems.add("Query root type must be Object type, it cannot be {}.", types.query->name);
  }
  if (!is_object_or_missing(types.mutation)) {
    problems.add("Mutation root type must be Object type if provided, it cannot be {}.", types.mutation->name);
  }
  if (!is_object_or_missing(types.subscription)) {
    problems.add("Subscription root type must be Object type if provided, it cannot be {}.", types.subscription->name);
  }
}

void check_argument(const InputField& argument, const std::string& place, Problems& problems) {
  check_name(argument.name, problems);
  const NamedType* type = argument.type.named;
  if (type != nullptr && !type->is_input()) {
    problems.add("The type of {} must be Input Type but got: {}.", place, argument.type.text());
  }
  if (argument.is_required() && argument.deprecated) {
    problems.add("Required argument {} cannot be deprecated.", place);
  }
}

void check_fields(const NamedType& type, Problems& problems) {
  if (type.fields.empty()) problems.add("Type {} must define one or more fields.", type.name);
  for (const auto& field : type.fields) {
    check_name(field.name, problems);
    if (field.type.named != nullptr && !field.type.named->is_output()) {
      problems.add("The type of {}.{} must be Output Type but got: {}.", type.name, field.name, field.type.text());
    }
    for (const auto& argument : field.arguments) {
      check_argument(argument, fmt::format("{}.{}({}:)", type.name, field.name, argument.name), problems);
    }
  }
}

void check_members(const NamedType& type, Problems& problems) {
  if (type.possible.empty()) problems.add("Union type {} must define one or more member types.", type.name);
  std::unordered_set<const NamedType*> seen;
  for (const auto* member : type.possible) {
    if (!seen.insert(member).second) {
      problems.add("Union type {} can only include type {} once.", type.name, member->name);
    } else if (member->kind != TypeKind::object) {
      problems.add("Union type {} can only include Object types, it cannot include {}.", type.name, member->name);
    }
  }
}

void check_values(const NamedType& type, Problems& problems) {
  if (type.values.empty()) problems.add("Enum type {} must define one or more values.", type.name);
  for (const auto& value : type.values) check_name(value.name, problems);
}

void check_input(const NamedType& type, const InputField& field, Problems& problems) {
  check_name(field.name, problems);
  if (field.type.named != nullptr && !field.type.named->is_input()) {
    problems.add("The type of {}.{} must be Input Type but got: {}.", type.name, field.name, field.type.text());
  }
  if (field.is_required() && field.deprecated) {
    problems.add("Required input field {}.{} cannot be deprecated.", type.name, field.name);
  }
  if (!type.one_of) return;
  if (field.type.is_non_null()) problems.add("OneOf input field {}.{} must be nullable.", type.name, field.name);
  if (field.initial) {
    problems.add("OneOf input field {}.{} cannot have a default value.", type.name, field.name);
  }
}

/// Input types that cannot be given, because each holds the next and none may be left out.
class InputCircles {
 public:
  explicit InputCircles(Problems& problems) : problems_(problems) {}

  void look_from(const NamedType& type) {
    if (!seen_.insert(&type).second) return;
    way_.emplace_back(&type, "");
    for (const auto& field : type.inputs) {
      const bool must_be_given = field.type.is_non_null() && field.type.wraps.inner().none();
      if (!must_be_given || field.type.named == nullptr || field.type.named->kind != TypeKind::input) continue;
      way_.back().second = field.name;
      follow(*field.type.named);
    }
    way_.pop_back();
  }

 private:
  void follow(const NamedType& type) {
    const auto first = std::ranges::find(way_, &type, [](const auto& step) { return step.first; });
    if (first == way_.end()) return look_from(type);
    std::string names;
    for (auto step = first; step != way_.end(); ++step) names += (names.empty() ? "" : ".") + step->second;
    problems_.add("Cannot reference Input Object \"{}\" within itself through a series of non-null fields: \"{}\".",
                  type.name, names);
  }

  Problems& problems_;
  std::unordered_set<const NamedType*> seen_;
  std::vector<std::pair<const NamedType*, std::string>> way_;
};

void check_type(const NamedType& type, InputCircles& circles, Problems& problems) {
  if (type.kind == TypeKind::object || type.kind == TypeKind::interface) {
    check_fields(type, problems);
    check_interfaces(type, problems);
  } else if (type.kind == TypeKind::union_of) {
    check_members(type, problems);
  } else if (type.kind == TypeKind::enumeration) {
    check_values(type, problems);
  } else if (type.kind == TypeKind::input) {
    if (type.inputs.empty()) problems.add("Input Object type {} must define one or more fields.", type.name);
    for (const auto& field : type.inputs) check_input(type, field, problems);
    circles.look_from(type);
  }
}

}  // namespace

void check_name(std::string_view name, Problems& problems) {
  if (name.starts_with("__")) {
    problems.add("Name \"{}\" must not begin with \"__\", which is reserved by GraphQL introspection.", name);
  }
}

std::vector<std::string> check_types(const Types& types) {
  Problems problems;
  check_roots(types, problems);
  for (const auto& directive : types.directives) {
    check_name(directive.name, problems);
    for (const auto& argument : directive.arguments) {
      check_argument(argument, fmt::format("@{}({}:)", directive.name, argument.name), problems);
    }
  }
  InputCircles circles(problems);
  for (const auto* type : types.all) {
    if (!is_introspection(*type)) check_name(type->name, problems);
    check_type(*type, circles, problems);
  }
  return problems.take();
}

}  // namespace shelfcast::graphql
