// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/key_table.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace shelfcast {

TEST_CASE("a table of keys finds what was put into it, also after it has grown, and nothing else") {
  KeyTable<int> table;
  CHECK(table.find("nobody") == nullptr);
  for (int i = 0; i < 10'000; ++i) {
    const auto [value, is_new] = table.try_emplace("P" + std::to_string(i), i);
    REQUIRE(is_new);
    REQUIRE(*value == i);
  }
  CHECK(table.size() == 10'000);
  for (int i = 0; i < 10'000; ++i) REQUIRE(*table.find("P" + std::to_string(i)) == i);
  CHECK(table.find("P10000") == nullptr);
  CHECK(table.find("") == nullptr);
  const auto [known, is_new] = table.try_emplace("P7", 70);
  CHECK_FALSE(is_new);
  CHECK(*known == 7);
  std::vector<std::string> texts;
  for (int i = 9'900; i < 10'100; ++i) texts.push_back("P" + std::to_string(i));
  const std::vector<std::string_view> keys(texts.begin(), texts.end());
  std::vector<const int*> found(keys.size());
  std::as_const(table).find_many(keys, found);
  for (std::size_t i = 0; i < keys.size(); ++i) REQUIRE(found[i] == std::as_const(table).find(keys[i]));
  table.clear();
  table.find_many(keys, found);
  CHECK(found.front() == nullptr);
  CHECK(table.find("P7") == nullptr);
}

TEST_CASE("fast fingerprints tell texts apart that differ in one byte, in length or in their seed") {
  std::set<std::uint64_t> seen;
  std::size_t texts = 0;
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string zeros(size, '\0');
    seen.insert(fast_fingerprint(zeros));
    seen.insert(fast_fingerprint(zeros, 1));
    texts += 2;
    for (std::size_t i = 0; i < size; ++i, ++texts) {
      auto other = zeros;
      other[i] = 'x';
      seen.insert(fast_fingerprint(other));
    }
  }
  CHECK(seen.size() == texts);
}

}  // namespace shelfcast
