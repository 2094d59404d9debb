// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/rules.hpp"

#include "monitor/looks/condition.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <string_view>

namespace shelfcast::monitor {
namespace {

bool explains_itself(std::string_view rule, std::set<std::string_view> seen = {}) {
  if (!seen.insert(rule).second) return true;
  for (const auto cause : rule_named(rule)->explained_by)
    if (explains_itself(cause, seen)) return true;
  return false;
}

}  // namespace

TEST_CASE("every rule has one name, says when it is raised, and is explained by rules that there are") {
  std::set<std::string_view> names;
  for (const Rule& rule : rules()) {
    INFO(rule.name);
    CHECK(names.insert(rule.name).second);
    CHECK(std::string(rule.name).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
    CHECK(rule.says.ends_with('.'));
    for (const auto cause : rule.explained_by) {
      REQUIRE(rule_named(cause) != nullptr);
      CHECK(rule_named(cause)->audience == rule.audience);
    }
  }
}

TEST_CASE("no rule explains itself by way of others") {
  for (const Rule& rule : rules()) {
    INFO(rule.name);
    CHECK_FALSE(explains_itself(rule.name));
  }
}

TEST_CASE("the conditions of the table can be read to their end") {
  for (const Rule& rule : rules()) {
    INFO(rule.name);
    std::string_view text = rule.condition;
    if (text.empty()) continue;
    CHECK(read_condition(text));
    CHECK(text.empty());
  }
}

}  // namespace shelfcast::monitor
