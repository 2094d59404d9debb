// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/lru_cache.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shelfcast;

TEST_CASE("the entry unused for longest goes first") {
  LruCache<int, std::string> cache(2);
  cache.put(1, "one");
  cache.put(2, "two");
  CHECK(cache.get(1) == "one");
  cache.put(3, "three");
  CHECK_FALSE(cache.get(2));
  CHECK(cache.get(1) == "one");
  CHECK(cache.size() == 2);
}

TEST_CASE("an entry put again is replaced, and counts as used") {
  LruCache<int, int> cache(2);
  cache.put(1, 10);
  cache.put(2, 20);
  cache.put(1, 11);
  cache.put(3, 30);
  CHECK(cache.get(1) == 11);
  CHECK_FALSE(cache.get(2));
}

TEST_CASE("a cache without room keeps nothing") {
  LruCache<int, int> cache(0);
  cache.put(1, 1);
  CHECK_FALSE(cache.get(1));
}

TEST_CASE("as many of the entries unused for longest go as the new one weighs, and what weighs too much is not kept") {
  LruCache<int, int> cache(10, 100);
  cache.put(1, 1, 40);
  cache.put(2, 2, 40);
  cache.put(3, 3, 20);
  CHECK(cache.get(1) == 1);
  cache.put(4, 4, 50);
  CHECK_FALSE(cache.get(2));
  CHECK_FALSE(cache.get(3));
  CHECK(cache.weight() == 90);
  cache.put(4, 5, 60);
  CHECK(cache.get(1) == 1);
  CHECK(cache.weight() == 100);
  cache.put(1, 2, 101);
  CHECK_FALSE(cache.get(1));
  CHECK(cache.get(4) == 5);
}
