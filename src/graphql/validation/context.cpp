// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/context.hpp"

#include "graphql/validation/walk.hpp"

namespace shelfcast::graphql {
namespace {

constexpr std::size_t kMostErrors = 100;

/// No rule: notes where variables are used.
class UseFinder final : public Rule {
 public:
  UseFinder(Context& context, std::unordered_map<const ast::SelectionSet*, std::vector<VariableUse>>& found)
      : Rule(context), found_(found) {}

  void enter_operation(const ast::Operation& operation) override { uses_ = &found_[&operation.selections]; }
  void enter_fragment(const ast::Fragment& fragment) override { uses_ = &found_[&fragment.selections]; }
  void enter_value(const ast::Value& value) override {
    if (value.kind != ast::Value::Kind::variable) return;
    uses_->push_back({&value, here().input, here().parent_input, here().has_default});
  }

 private:
  std::unordered_map<const ast::SelectionSet*, std::vector<VariableUse>>& found_;
  std::vector<VariableUse>* uses_ = nullptr;
};

}  // namespace

void Context::report(std::string message, std::vector<ast::At> at) {
  if (aborted_) return;
  if (findings_.size() < kMostErrors) {
    findings_.push_back({std::move(message), std::move(at)});
    return;
  }
  findings_.push_back({"Too many validation errors, error limit reached. Validation aborted."});
  aborted_ = true;
}

void Context::abort() {
  if (!aborted_) findings_.push_back({"Validation aborted."});
  aborted_ = true;
}

void Context::spend(std::size_t work) {
  if (work > work_left_) return abort();
  work_left_ -= work;
}

const std::vector<const ast::Selection*>& Context::spreads(const ast::SelectionSet& selections) {
  const auto [place, is_new] = spreads_.try_emplace(&selections);
  if (!is_new) return place->second;
  std::vector<const ast::SelectionSet*> left{&selections};
  while (!left.empty()) {
    const auto* set = left.back();
    left.pop_back();
    for (const auto& selection : set->items) {
      if (selection.kind == ast::Selection::Kind::spread) {
        place->second.push_back(&selection);
      } else if (selection.has_selections) {
        left.push_back(&selection.selections);
      }
    }
  }
  return place->second;
}

const std::vector<const ast::Fragment*>& Context::reached_from(const std::vector<const ast::Operation*>& operations) {
  Names seen;
  std::vector<std::string_view> order;
  const auto note = [&](const ast::SelectionSet& selections) {
    for (const auto* spread : spreads(selections)) {
      if (seen.insert(spread->name.text).second) order.push_back(spread->name.text);
    }
  };
  for (const auto* operation : operations) note(operation->selections);
  const auto [place, is_new] = reached_.try_emplace(seen);
  if (!is_new) return place->second;
  spend(order.size());
  for (std::size_t i = 0; i < order.size() && !aborted_; ++i) {
    const ast::Fragment* fragment = document.fragment(order[i]);
    if (fragment == nullptr) continue;
    place->second.push_back(fragment);
    spend(spreads(fragment->selections).size());
    note(fragment->selections);
  }
  return place->second;
}

const std::vector<VariableUse>& Context::uses(const ast::Operation& operation) {
  if (own_uses_.empty()) find_uses();
  const auto [place, is_new] = uses_.try_emplace(&operation);
  if (!is_new) return place->second;
  const auto& in_fragments = uses_in(reached_from({&operation}));
  spend(in_fragments.size());
  place->second = own_uses_[&operation.selections];
  if (!aborted_) place->second.insert(place->second.end(), in_fragments.begin(), in_fragments.end());
  return place->second;
}

const std::vector<VariableUse>& Context::uses_in(const std::vector<const ast::Fragment*>& fragments) {
  const auto [place, is_new] = fragment_uses_.try_emplace(&fragments);
  if (!is_new) return place->second;
  spend(fragments.size());
  for (const auto* fragment : fragments) {
    if (aborted_) break;
    const auto& own = own_uses_[&fragment->selections];
    spend(own.size());
    place->second.insert(place->second.end(), own.begin(), own.end());
  }
  return place->second;
}

void Context::find_uses() {
  const Position before = here;
  Rules finder;
  finder.push_back(std::make_unique<UseFinder>(*this, own_uses_));
  Walk(*this, finder).document();
  here = before;
}

}  // namespace shelfcast::graphql
