// SPDX-License-Identifier: Apache-2.0
#include "catalogue/rows.hpp"
#include "shelfcast/catalogue/catalogue.hpp"

#include <unordered_map>

namespace shelfcast::catalogue {
namespace {

using storage::Database;
using storage::Statement;

constexpr std::string_view kSellers = "SELECT id, key FROM seller WHERE marketplace = ?1 ORDER BY id";
constexpr std::string_view kCategories = "SELECT id, key FROM category WHERE marketplace = ?1";
// In force is the last version learnt by then, else the first ever learnt.
constexpr std::string_view kProducts =
    "SELECT t.id, t.key, v.category FROM product t JOIN product_version v ON v.id = t.id AND v.learnt ="
    " coalesce((SELECT max(learnt) FROM product_version WHERE id = t.id AND learnt <= ?2),"
    " (SELECT min(learnt) FROM product_version WHERE id = t.id)) WHERE t.marketplace = ?1 ORDER BY t.id";

Result<void> read(Database& database, Listing& into, Instant moment) {
  auto sellers = database.prepare(kSellers);
  auto categories = database.prepare(kCategories);
  auto products = database.prepare(kProducts);
  for (auto* statement : {&sellers, &categories, &products}) {
    if (!*statement) return std::unexpected(statement->error());
    (*statement)->bind(number(into.marketplace.id));
  }
  products->bind(number(moment));
  auto done = for_each_row(
      *sellers, [&](const Statement& row) { into.sellers.push_back({id_in<SellerId>(row, 0), row.text(1), {}}); });
  if (!done) return done;
  std::unordered_map<CategoryId, std::uint32_t> places;
  done = for_each_row(*categories, [&](const Statement& row) {
    places.emplace(id_in<CategoryId>(row, 0), static_cast<std::uint32_t>(into.categories.size()));
    into.categories.push_back(row.text(1));
  });
  if (!done) return done;
  return for_each_row(*products, [&](const Statement& row) {
    into.products.push_back({id_in<ProductId>(row, 0), row.text(1), places.at(id_in<CategoryId>(row, 2))});
  });
}

}  // namespace

Result<std::vector<Listing>> Catalogue::listings(Instant moment) const {
  const auto all = marketplaces();
  if (!all) return std::unexpected(all.error());
  std::vector<Listing> listings;
  for (const auto& marketplace : *all) {
    Listing listing{.marketplace = marketplace, .sellers = {}, .categories = {}, .products = {}};
    const auto done = database_.read([&](Database& database) { return read(database, listing, moment); });
    if (!done) return std::unexpected(done.error());
    listings.push_back(std::move(listing));
  }
  return listings;
}

}  // namespace shelfcast::catalogue
