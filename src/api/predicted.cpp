// SPDX-License-Identifier: Apache-2.0
#include "api/predicted.hpp"

#include "api/answer_json.hpp"
#include "api/tags.hpp"
#include "shelfcast/base/written.hpp"

namespace shelfcast::api {

namespace {

/// Of how the same numbers are told: counts up when that changes, for what outlives this process in the shared level
/// and in the hands of callers.
constexpr int kEdition = 2;
constexpr std::size_t kKeyBytes = 288;  // most are shorter

}  // namespace

const domain::Receipt& Found::receipt() const {
  return category ? choice.table->origin_of(*category).receipt : choice.table->cube().receipt;
}

std::string Found::key(const Wanted& wanted) const {
  const auto& table = *choice.table;
  std::string key;
  key.reserve(kKeyBytes);
  key.append(table.cube().marketplace) += '\n';
  write_number<16>(key, table.digest());
  write_number(key += '\n', category ? static_cast<std::int64_t>(*category) : -1);
  key.append("\n").append(canonical(wanted.question, choice.about, table.id()));
  write_number(key += '\n', choice.slice.seller.value_or(SellerId{}).value);
  key.append(choice.tells_confidence ? "\ntrue\n" : "\nfalse\n").append(content_type_of(wanted.format));
  write_number(key += '\n', kEdition);
  return key;
}

std::expected<Found, Refusal> Predicted::find(const Wanted& wanted, const predictions::TablePtr& serving) {
  auto choice = choose(services_, serving, wanted.question);
  if (!choice) return std::unexpected(choice.error());
  if (auto refused = narrow(*choice, wanted.question, wanted.seller)) return std::unexpected(std::move(*refused));
  if (!wanted.question.tag.empty())
    if (auto refused = narrow_to_tag(services_, wanted.owner, wanted.question.tag, *choice))
      return std::unexpected(std::move(*refused));
  const auto& cube = choice->table->cube();
  std::optional<std::size_t> category;
  if (wanted.category) {
    category = find_category(cube, *wanted.category);
    if (!category) return std::unexpected(unknown_category(cube, *wanted.category));
  }
  if (auto refused = services_.standings->put_sold_beside(*choice, wanted.question.live))
    return std::unexpected(std::move(*refused));
  return Found{std::move(*choice), category};
}

Page Predicted::page(const Wanted& wanted, const Found& found) {
  const auto& [choice, category] = found;
  const RankedPage page = services_.standings->rankings().page(choice, wanted.question, category);
  const bool json = wanted.format == Format::json;
  if (category) {
    return {json ? products_json(choice, wanted.question, page, *category)
                 : products_lines(choice, wanted.question, page, *category, wanted.format),
            page.total};
  }
  return {json ? categories_json(choice, wanted.question, page)
               : categories_lines(choice, wanted.question, page, wanted.format),
          page.total};
}

}  // namespace shelfcast::api
