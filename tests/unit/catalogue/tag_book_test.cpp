// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/catalogue/tag_book.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using domain::TagOwner;

namespace {

const TagOwner kTech{"DE", "tech"};
const TagOwner kHome{"DE", "home"};
const TagOwner kAbroad{"FR", "tech"};

struct Tagged {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  catalogue::TagBook book{*database, {.tags = 2, .products = 4}};

  void add(const TagOwner& owner, std::string tag, std::vector<ProductId> products) {
    REQUIRE(book.change(owner, {.products = std::move(products), .add = {std::move(tag)}, .remove = {}}));
  }
  std::string told(const TagOwner& owner, std::optional<ProductId> product = {}) {
    std::string text;
    const auto tags = book.list(owner, product).value();
    for (const auto& [tag, products] : tags) text += tag + ":" + std::to_string(products) + " ";
    return text;
  }
};

}  // namespace

TEST_CASE("a product gets and loses tags, and a tag that no product has is gone") {
  Tagged tagged;
  tagged.add(kTech, "watch", {{1}, {2}});
  tagged.add(kTech, "watch", {{1}});
  CHECK(tagged.told(kTech) == "watch:2 ");
  REQUIRE(tagged.book.change(kTech, {.products = {{1}, {7}}, .add = {"summer"}, .remove = {"watch"}}));
  CHECK(tagged.told(kTech) == "summer:2 watch:1 ");
  CHECK(tagged.told(kTech, ProductId{2}) == "watch:1 ");
  CHECK(tagged.book.products(kTech, "summer").value() == std::vector<ProductId>{{1}, {7}});
  REQUIRE(tagged.book.change(kTech, {.products = {{2}}, .add = {}, .remove = {"watch", "never"}}));
  CHECK(tagged.told(kTech) == "summer:2 ");
}

TEST_CASE("nobody sees another one's tags, nor those of another marketplace") {
  Tagged tagged;
  tagged.add(kTech, "watch", {{1}});
  tagged.add(kHome, "watch", {{2}});
  CHECK(tagged.book.products(kTech, "watch").value() == std::vector<ProductId>{{1}});
  CHECK(tagged.book.products(kHome, "watch").value() == std::vector<ProductId>{{2}});
  CHECK(tagged.told(kAbroad).empty());
  CHECK(tagged.told({"DE", ""}).empty());
}

TEST_CASE("a change that would be too much changes nothing") {
  Tagged tagged;
  tagged.add(kTech, "one", {{1}});
  tagged.add(kTech, "two", {{1}});
  const auto third = tagged.book.change(kTech, {.products = {{1}}, .add = {"three"}, .remove = {}});
  REQUIRE(!third);
  CHECK(third.error().code == Code::invalid);
  CHECK(!tagged.book.change(kTech, {.products = {{2}, {3}, {4}}, .add = {"one"}, .remove = {}}));
  CHECK(tagged.told(kTech) == "one:1 two:1 ");
  REQUIRE(tagged.book.change(kTech, {.products = {{1}}, .add = {"three"}, .remove = {"two"}}));
  CHECK(tagged.told(kTech) == "one:1 three:1 ");
}
