// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/catalogue/tag_book.hpp"

#include "catalogue/rows.hpp"
#include "shelfcast/storage/rows.hpp"

#include <fmt/format.h>

namespace shelfcast::catalogue {
namespace {

using domain::TagOwner;
using storage::Database;
using storage::Statement;

/// Runs a statement for each tag of each product; ?1 and ?2 are the owner, ?3 the tag, ?4 the product.
Result<void> for_each_pair(Database& open, std::string_view sql, const TagOwner& owner,
                           const std::vector<std::string>& tags, const std::vector<ProductId>& products) {
  auto statement = open.prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  for (const auto& tag : tags) {
    for (const auto product : products) {
      statement->bind(owner.marketplace).bind(owner.seller).bind(tag).bind(number(product));
      if (auto done = run(*statement); !done) return done;
    }
  }
  return {};
}

Result<void> hold_to(const TagBook::Limits& limits, Database& open, const TagOwner& owner) {
  std::size_t tags = 0;
  std::size_t products = 0;
  const auto counted = storage::each_row(
      open, "SELECT count(DISTINCT tag), count(*) FROM product_tag WHERE marketplace = ? AND seller = ?",
      [&](Statement& statement) { statement.bind(owner.marketplace).bind(owner.seller); },
      [&](const Statement& row) {
        tags = static_cast<std::size_t>(row.integer(0));
        products = static_cast<std::size_t>(row.integer(1));
      });
  if (!counted) return counted;
  if (tags > limits.tags) return fail(Code::invalid, "", fmt::format("One may have {} tags.", limits.tags));
  if (products > limits.products)
    return fail(Code::invalid, "", fmt::format("One may tag {} products, each tag counted.", limits.products));
  return {};
}

}  // namespace

Result<std::vector<domain::CountedTag>> TagBook::list(const TagOwner& owner, std::optional<ProductId> product) const {
  std::vector<domain::CountedTag> tags;
  const auto done = database_.read([&](Database& open) {
    return storage::each_row(
        open,
        "SELECT tag, count(*) FROM product_tag WHERE marketplace = ?1 AND seller = ?2 GROUP BY tag"
        " HAVING ?3 IS NULL OR sum(product = ?3) > 0 ORDER BY tag",
        [&](Statement& statement) {
          statement.bind(owner.marketplace).bind(owner.seller);
          product ? statement.bind(number(*product)) : statement.bind_null();
        },
        [&](const Statement& row) { tags.push_back({row.text(0), static_cast<std::uint64_t>(row.integer(1))}); });
  });
  if (!done) return std::unexpected(done.error());
  return tags;
}

Result<std::vector<ProductId>> TagBook::products(const TagOwner& owner, std::string_view tag) const {
  std::vector<ProductId> products;
  const auto done = database_.read([&](Database& open) {
    return storage::each_row(
        open, "SELECT product FROM product_tag WHERE marketplace = ? AND seller = ? AND tag = ? ORDER BY product",
        [&](Statement& statement) { statement.bind(owner.marketplace).bind(owner.seller).bind(tag); },
        [&](const Statement& row) { products.push_back(id_in<ProductId>(row, 0)); });
  });
  if (!done) return std::unexpected(done.error());
  return products;
}

Result<void> TagBook::change(const TagOwner& owner, const domain::TagChange& change) {
  return database_.write("catalogue.tags", [&](Database& open) -> Result<void> {
    if (auto done = for_each_pair(
            open, "DELETE FROM product_tag WHERE marketplace = ?1 AND seller = ?2 AND tag = ?3 AND product = ?4", owner,
            change.remove, change.products);
        !done)
      return done;
    if (auto done = for_each_pair(open, "INSERT OR IGNORE INTO product_tag VALUES (?1, ?2, ?3, ?4)", owner, change.add,
                                  change.products);
        !done)
      return done;
    return hold_to(limits_, open, owner);
  });
}

}  // namespace shelfcast::catalogue
