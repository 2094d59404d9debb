// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules.hpp"
#include "graphql/validation/rules/overlap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace shelfcast::graphql {
namespace {

constexpr std::size_t kMostDetail = 1'000;
constexpr std::size_t kMostNodes = 20;
constexpr std::size_t kMostDepth = 1'000;
constexpr std::size_t kBudget = 500'000;

std::string abbreviated(std::string_view text) {
  return text.size() > kMostDetail ? std::string(text.substr(0, kMostDetail)) + "..." : std::string(text);
}

struct Conflict {
  std::string_view key;
  std::string reason;
  std::vector<ast::At> one;
  std::vector<ast::At> other;
};

using Conflicts = std::vector<Conflict>;

/// Whether two fields are asked of objects that are never the same.
enum class Parents : std::uint8_t { may_be_same, exclusive };

/// Whether no value can be of both.
bool types_conflict(TypeUse one, TypeUse other) {
  if (one.wraps != other.wraps) return true;
  return one.named != other.named && (one.named->is_leaf() || other.named->is_leaf());
}

std::vector<ast::At> nodes_of(const ast::Selection& node, const Conflicts& conflicts,
                              std::vector<ast::At> Conflict::* side) {
  std::vector<ast::At> nodes{node.at};
  for (const auto& conflict : conflicts) {
    const auto& more = conflict.*side;
    const std::size_t room = std::min(kMostNodes - nodes.size(), more.size());
    nodes.insert(nodes.end(), more.end() - static_cast<std::ptrdiff_t>(room), more.end());
    if (nodes.size() == kMostNodes) break;
  }
  return nodes;
}

std::optional<Conflict> around(const Conflicts& conflicts, std::string_view key, const ast::Selection& one,
                               const ast::Selection& other) {
  if (conflicts.empty()) return std::nullopt;
  std::string reason;
  for (const auto& conflict : conflicts) {
    reason += fmt::format("{}subfields \"{}\" conflict because {}", reason.empty() ? "" : " and ",
                          abbreviated(conflict.key), conflict.reason);
    if (reason.size() > kMostDetail) break;
  }
  return Conflict{key, abbreviated(reason), nodes_of(one, conflicts, &Conflict::one),
                  nodes_of(other, conflicts, &Conflict::other)};
}

/// Fields of one response key must be one field. Every pair that may meet is compared, fragments with each other only
/// once; the comparisons are metered, so that a document made to need many of them is refused.
class OverlappingFields final : public Rule {
 public:
  explicit OverlappingFields(Context& context) : Rule(context), maps_(context.types, context.document) {}

  void on_selections(const ast::SelectionSet& selections) override {
    const bool is_alone =
        selections.items.size() <= 1 &&
        (selections.items.empty() || selections.items.front().kind != ast::Selection::Kind::inline_fragment);
    if (is_alone) return;
    Conflicts conflicts;
    look_within(maps_.of(here().parent, selections), conflicts);
    for (const auto& conflict : conflicts) tell(conflict);
  }

 private:
  void tell(const Conflict& conflict) {
    std::vector<ast::At> at = conflict.one;
    at.insert(at.end(), conflict.other.begin(), conflict.other.end());
    report(fmt::format("Fields \"{}\" conflict because {}. Use different aliases on the fields to fetch both if this "
                       "was intentional.",
                       abbreviated(conflict.key), conflict.reason),
           std::move(at));
  }

  /// False where the work is used up, and the validation over.
  bool spend(std::size_t work) {
    if (context_.aborted()) return false;
    if (work > budget_ || depth_ > kMostDepth) {
      context_.abort();
      return false;
    }
    budget_ -= work;
    return true;
  }

  void look_within(FieldMap& map, Conflicts& conflicts) {
    for (const auto& entry : map.entries) {
      for (std::size_t i = 0; i < entry.fields.size(); ++i) {
        for (std::size_t j = i + 1; j < entry.fields.size() && !context_.aborted(); ++j) {
          compare_fields(entry.key, entry.fields[i], entry.fields[j], Parents::may_be_same, conflicts);
        }
      }
    }
    if (map.entries.empty() && map.fragments.size() <= 1) return;
    for (std::size_t i = 0; i < map.fragments.size(); ++i) {
      compare_with_fragment(map, map.fragments[i], Parents::may_be_same, conflicts);
      for (std::size_t j = i + 1; j < map.fragments.size() && !context_.aborted(); ++j) {
        compare_fragments(map.fragments[i], map.fragments[j], Parents::may_be_same, conflicts);
      }
    }
  }

  void compare_with_fragment(FieldMap& map, std::string_view name, Parents parents, Conflicts& conflicts) {
    if (!spend(1) || map.entries.empty()) return;
    const bool is_exclusive = parents == Parents::exclusive;
    const auto [compared, is_new] = map.compared.try_emplace(name, is_exclusive);
    if (!is_new && (!compared->second || is_exclusive)) return;
    compared->second = is_exclusive;
    FieldMap* other = maps_.of_fragment(name);
    if (other == nullptr || other == &map) return;
    ++depth_;
    compare_maps(map, *other, parents, conflicts);
    for (const auto next : other->fragments) compare_with_fragment(map, next, parents, conflicts);
    --depth_;
  }

  void compare_fragments(std::string_view one, std::string_view other, Parents parents, Conflicts& conflicts) {
    if (!spend(2) || one == other || were_compared(one, other, parents)) return;
    FieldMap* map = maps_.of_fragment(one);
    FieldMap* other_map = maps_.of_fragment(other);
    if (map == nullptr || other_map == nullptr) return;
    ++depth_;
    compare_maps(*map, *other_map, parents, conflicts);
    for (const auto next : other_map->fragments) compare_fragments(one, next, parents, conflicts);
    for (const auto next : map->fragments) compare_fragments(next, other, parents, conflicts);
    --depth_;
  }

  /// Notes that they are. What was compared as if the parents may be the same need not be once more.
  bool were_compared(std::string_view one, std::string_view other, Parents parents) {
    const bool is_exclusive = parents == Parents::exclusive;
    const auto is_known = [&](const std::pair<std::string_view, std::string_view>& pair) {
      const auto found = fragments_.find(pair);
      return found != fragments_.end() && (is_exclusive || !found->second);
    };
    if (is_known({one, other}) || is_known({other, one})) return true;
    fragments_[{one, other}] = is_exclusive;
    return false;
  }

  void compare_maps(FieldMap& one, FieldMap& other, Parents parents, Conflicts& conflicts) {
    if (one.entries.empty() || other.entries.empty()) return;
    for (const auto* entry : shared(one, other)) {
      for (const auto& field : entry->fields) {
        for (const auto& other_field : other.find(entry->key)->fields) {
          if (context_.aborted()) return;
          compare_fields(entry->key, field, other_field, parents, conflicts);
        }
      }
    }
  }

  /// The entries of the one whose keys the other has as well.
  const std::vector<const FieldMap::Entry*>& shared(const FieldMap& one, const FieldMap& other) {
    const auto [place, is_new] = shared_.try_emplace({&one, &other});
    if (!is_new) return place->second;
    for (const auto& entry : one.entries) {
      if (!spend(1)) break;
      if (other.find(entry.key) != nullptr) place->second.push_back(&entry);
    }
    return place->second;
  }

  void compare_fields(std::string_view key, const AskedField& one, const AskedField& other, Parents parents,
                      Conflicts& conflicts) {
    ++depth_;
    if (auto conflict = conflict_of(key, one, other, parents)) conflicts.push_back(std::move(*conflict));
    --depth_;
  }

  std::optional<Conflict> conflict_of(std::string_view key, const AskedField& one, const AskedField& other,
                                      Parents parents) {
    const auto is_object = [](const NamedType* type) { return type != nullptr && type->kind == TypeKind::object; };
    if (one.parent != other.parent && is_object(one.parent) && is_object(other.parent)) parents = Parents::exclusive;
    if (!spend(2)) return std::nullopt;
    const auto because = [&](std::string reason) {
      return Conflict{key, std::move(reason), {one.node->at}, {other.node->at}};
    };
    if (parents == Parents::may_be_same) {
      if (const auto& reason = difference(one, other); !reason.empty()) return because(reason);
    }
    if (one.definition != nullptr && other.definition != nullptr) {
      const TypeUse type = one.definition->type;
      const TypeUse other_type = other.definition->type;
      if (types_conflict(type, other_type)) {
        return because(fmt::format("they return conflicting types \"{}\" and \"{}\"", type.text(), other_type.text()));
      }
    }
    if (!one.node->has_selections || !other.node->has_selections) return std::nullopt;
    return around(conflicts_below(one, other, parents), key, *one.node, *other.node);
  }

  Conflicts conflicts_below(const AskedField& one, const AskedField& other, Parents parents) {
    Conflicts conflicts;
    FieldMap& map = maps_.of(one.type(), one.node->selections);
    FieldMap& other_map = maps_.of(other.type(), other.node->selections);
    compare_maps(map, other_map, parents, conflicts);
    for (const auto name : other_map.fragments) compare_with_fragment(map, name, parents, conflicts);
    for (const auto name : map.fragments) compare_with_fragment(other_map, name, parents, conflicts);
    for (const auto name : map.fragments) {
      for (const auto other_name : other_map.fragments) compare_fragments(name, other_name, parents, conflicts);
    }
    return conflicts;
  }

  /// Why they are not the same field with the same arguments; empty where they are.
  const std::string& difference(const AskedField& one, const AskedField& other) {
    static const std::string none;
    const auto name = one.node->name.text;
    const auto other_name = other.node->name.text;
    if (name == other_name && one.is_simple() && other.is_simple()) return none;
    const auto [place, is_new] = differences_.try_emplace({one.node, other.node});
    if (!is_new) return place->second;
    if (name != other_name) {
      place->second = fmt::format("\"{}\" and \"{}\" are different fields", abbreviated(name), abbreviated(other_name));
    } else if (!have_same_arguments(*one.node, *other.node)) {
      place->second = "they have differing arguments";
    }
    return place->second;
  }

  bool have_same_arguments(const ast::Selection& one, const ast::Selection& other) {
    if (one.arguments.size() != other.arguments.size()) return false;
    std::unordered_map<std::string_view, const ast::Value*> values;
    for (const auto& argument : other.arguments) values[argument.name.text] = &argument.value;
    return std::ranges::all_of(one.arguments, [&](const ast::Argument& argument) {
      if (!spend(1)) return true;
      const auto found = values.find(argument.name.text);
      return found != values.end() && text_of(argument.value) == text_of(*found->second);
    });
  }

  const std::string& text_of(const ast::Value& value) {
    const auto [place, is_new] = texts_.try_emplace(&value);
    if (is_new) place->second = canonical(value);
    return place->second;
  }

  FieldMaps maps_;
  std::map<std::pair<std::string_view, std::string_view>, bool> fragments_;  // compared; whether only as exclusive
  std::map<std::pair<const FieldMap*, const FieldMap*>, std::vector<const FieldMap::Entry*>> shared_;
  std::map<std::pair<const ast::Selection*, const ast::Selection*>, std::string> differences_;
  std::unordered_map<const ast::Value*, std::string> texts_;
  std::size_t budget_ = kBudget;
  std::size_t depth_ = 0;
};

}  // namespace

RulePtr overlapping_fields(Context& context) {
  return std::make_unique<OverlappingFields>(context);
}

}  // namespace shelfcast::graphql
