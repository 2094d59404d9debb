// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/name_index.hpp"

#include "unit/predictions/small_cube.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <future>

using namespace shelfcast;
using namespace shelfcast::test;
using predictions::FoundName;
using predictions::Named;
using predictions::NameIndex;

namespace {

/// Rows 0 to 3 are mugs, 4 and 5 teas.
std::shared_ptr<const NameIndex> index_of(std::initializer_list<const char*> names) {
  auto cube = small_cube();
  std::size_t row = 0;
  for (const auto* name : names) cube.products[row++].name = name;
  const Folder folder;
  const auto table = predictions::Tables::open(folder.path()).value()->publish(cube, kNow).value();
  return NameIndex::of(*table).value();
}

std::vector<std::size_t> products(const NameIndex& index, std::string_view text) {
  std::vector<std::size_t> rows;
  const auto all = index.find(text, 100).value();
  for (const auto& found : all)
    if (found.kind == Named::product) rows.push_back(found.index);
  std::ranges::sort(rows);
  return rows;
}

using Rows = std::vector<std::size_t>;

}  // namespace

TEST_CASE("names are found by the beginnings of their words, in any order, in any case") {
  const auto index = index_of({"Blue enamel mug", "Enamel kettle, blue", "Mug of bluestone"});
  CHECK(products(*index, "blue") == Rows{0, 1, 2});
  CHECK(products(*index, "ENAM blu") == Rows{0, 1});
  CHECK(products(*index, "mug enamel") == Rows{0});
  CHECK(products(*index, "lue").empty());
  CHECK(products(*index, "enamel plate").empty());
}

TEST_CASE("accents make no difference, other scripts are words too") {
  const auto index = index_of({"Crème brûlée Schüssel", "чайник синий"});
  CHECK(products(*index, "creme BRULEE") == Rows{0});
  CHECK(products(*index, "schussel") == Rows{0});
  CHECK(products(*index, "Чай") == Rows{1});
}

TEST_CASE("a product is found by its key, a category and a seller by theirs and by their names") {
  const auto index = index_of({"Blue enamel mug"});
  CHECK(products(*index, "SKU-1102") == Rows{1});
  const auto has = [&](std::string_view text, const FoundName& wanted) {
    const auto found = index->find(text, 100, wanted.kind).value();
    return std::ranges::count(found, wanted) == 1;
  };
  CHECK(has("Electr", {Named::category, 3}));
  CHECK(has("elec", {Named::category, 3}));
  CHECK(has("tech store", {Named::seller, 0}));  // once, however much it sells
}

TEST_CASE("what is no word is passed over; nothing but that finds nothing, and breaks nothing") {
  const auto index = index_of({"Blue \"enamel\" mug", "100% cotton"});
  CHECK(products(*index, "\"enamel\"* AND (") == Rows{});
  CHECK(products(*index, "enamel -- ';") == Rows{0});
  CHECK(products(*index, "100%") == Rows{1});
  for (const char* text : {"", " ", "\"", "*", "NEAR(", "^", "-", "{name}:", "\x80\xff"}) CHECK(index->find(text, 10));
  CHECK(products(*index, "   ").empty());
}

TEST_CASE("no more is told than was asked for") {
  const auto index = index_of({"mug", "mug", "mug"});
  CHECK(index->find("mug", 2).value().size() == 2);
}

TEST_CASE("names are those of the table that is asked about, read once however many ask at once") {
  const Folder folder;
  const auto tables = predictions::Tables::open(folder.path()).value();
  const auto first = tables->publish(small_cube("DE-20251119-1"), kNow).value();
  const auto second = tables->publish(small_cube("DE-20251120-1"), kNow).value();
  predictions::NameIndexes indexes;
  const auto of_first = indexes.of(*first).value();
  std::vector<std::future<std::shared_ptr<const predictions::NameIndex>>> asked(8);
  for (auto& one : asked) one = std::async(std::launch::async, [&] { return indexes.of(*second).value(); });
  const auto of_second = indexes.of(*second).value();
  CHECK(of_second != of_first);
  for (auto& one : asked) CHECK(one.get() == of_second);
  CHECK(indexes.of(*first).value() == of_first);
  CHECK(products(*of_second, "SKU-1102") == Rows{1});
}
