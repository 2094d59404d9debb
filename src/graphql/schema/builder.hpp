// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/language/ast.hpp"
#include "graphql/schema/types.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shelfcast::graphql {

/// Makes types from their definitions: first all names, then what they consist of, then the order and the lookups.
/// Goes on after a problem, so that one run finds them all.
class Builder {
 public:
  explicit Builder(Types& types) : types_(types) {}

  /// The language's own definitions go first, then the author's.
  void declare(const ast::Document& document, bool is_builtin);
  void fill();
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

 private:
  struct Declared {
    NamedType* type = nullptr;
    std::vector<const ast::TypeSystemDefinition*> parts = {};  // the definition, then its extensions
  };

  void declare_type(const ast::TypeSystemDefinition& definition, bool is_builtin);
  void extend_types();
  void fill_type(const Declared& declared);
  void add_part(NamedType& type, const ast::TypeSystemDefinition& part);
  void add_fields(NamedType& type, const ast::TypeSystemDefinition& part);
  void add_values(NamedType& type, const ast::TypeSystemDefinition& part);
  void add_inputs(NamedType& type, const ast::TypeSystemDefinition& part);
  void add_directives();
  void add_directive(const ast::TypeSystemDefinition& definition);
  void add_roots();
  void add_root(const ast::OperationTypeDefinition& root);
  void add_meta_fields();
  void check_applied(const ast::Directives& directives, std::string_view location);

  std::vector<InputField> input_fields(const std::vector<ast::InputDefinition>& definitions, std::string_view location);
  void set_initial(InputField& field, const ast::InputDefinition& definition);
  void set_initials();
  void set_input_initials(const Declared& declared);
  void set_directive_initials();
  const NamedType* named(const ast::Name& name);
  TypeUse use(const ast::TypeRef& ref);

  void order_types();
  void collect(const NamedType* type);
  void collect_parts(const NamedType& type);
  void index_types();
  void keep_handles();
  void keep_handle(TypeUse use);

  Types& types_;
  std::unordered_map<std::string_view, Declared> declared_;
  std::vector<std::string_view> authored_;  // in the author's order
  std::vector<const ast::TypeSystemDefinition*> extensions_;
  std::vector<const ast::TypeSystemDefinition*> schemas_;
  std::vector<const ast::TypeSystemDefinition*> directives_;
  std::vector<const ast::TypeSystemDefinition*> builtin_directives_;
  std::unordered_set<const NamedType*> with_initials_;
  std::unordered_set<const NamedType*> collected_;
  std::vector<std::string> problems_;
};

/// Why it is deprecated, where it is.
std::optional<std::string> deprecation(const ast::Directives& directives);

}  // namespace shelfcast::graphql
