// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/refresh/reasons.hpp"

#include "refresh/moment.hpp"
#include "shelfcast/domain/features.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace shelfcast::refresh {
namespace {

using domain::Account;
using domain::Reasons;
using predictions::Table;
using predictions::TablePtr;

/// Every period that a table can be asked for on a day.
std::vector<Period> periods_of(const Table& table, Day about) {
  const auto& cube = table.cube();
  std::vector<Period> periods;
  for (const auto& row : kFrames)
    for (const auto window : {Window::calendar, Window::next, Window::rolling}) {
      const auto period = period_of(row.frame, window, about, cube.receipt.data_cut, cube.week_start);
      if (table.covers(period) && std::ranges::find(periods, period) == periods.end()) periods.push_back(period);
    }
  return periods;
}

/// Indices of a category and of all below it.
std::vector<std::size_t> family_of(const domain::Cube& cube, CategoryId id) {
  std::set<CategoryId> family{id};
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& category : cube.categories)
      if (category.parent && family.contains(*category.parent)) grew |= family.insert(category.id).second;
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < cube.categories.size(); ++i)
    if (family.contains(cube.categories[i].id)) places.push_back(i);
  return places;
}

std::optional<std::size_t> place_of(const Table& table, CategoryId id) {
  const auto& categories = table.cube().categories;
  const auto found = std::ranges::lower_bound(categories, id, {}, &domain::ForecastCategory::id);
  if (found == categories.end() || found->id != id) return std::nullopt;
  return static_cast<std::size_t>(found - categories.begin());
}

/// Categories of a table that were made together, and their products.
struct Group {
  domain::Receipt receipt;
  TablePtr before;
  std::vector<CategoryId> categories;
  std::vector<std::size_t> products;
};

/// The tables of a marketplace older than one of them.
class Earlier {
 public:
  Earlier(const Rooms& rooms, const Table& table) : rooms_(rooms), table_(table) {
    for (const auto& kept : rooms.tables.kept(table.cube().marketplace)) {
      if (kept.id == table.id()) break;
      ids_.push_back(kept.id);
    }
  }

  /// The last in which a category's numbers were made by another cycle; null where there is none.
  [[nodiscard]] TablePtr than(const domain::Receipt& receipt, CategoryId category) {
    for (std::size_t back = 0; back < ids_.size(); ++back) {
      const auto table = at(back);
      if (!table) continue;
      const auto place = place_of(*table, category);
      if (place && table->products_of(*place).count > 0 && table->origin_of(*place).receipt.cycle != receipt.cycle)
        return table;
    }
    return nullptr;
  }

 private:
  TablePtr at(std::size_t back) {
    while (opened_.size() <= back)
      opened_.push_back(rooms_.tables.find(table_.cube().marketplace, ids_[ids_.size() - 1 - opened_.size()]));
    return opened_[back];
  }

  const Rooms& rooms_;
  const Table& table_;
  std::vector<std::string> ids_;  // oldest first
  std::vector<TablePtr> opened_;  // newest first
};

std::vector<Group> groups_of(const Rooms& rooms, const Table& table, const domain::ReasonsQuestion& question) {
  Earlier earlier(rooms, table);
  std::map<std::pair<std::string, std::string>, Group> groups;
  for (const std::size_t place : family_of(table.cube(), question.category)) {
    const auto range = table.products_of(place);
    if (range.count == 0) continue;
    const auto id = table.cube().categories[place].id;
    const auto& receipt = table.origin_of(place).receipt;
    const TablePtr before = question.account == Account::moved ? earlier.than(receipt, id) : nullptr;
    const auto made_before = before ? before->origin_of(*place_of(*before, id)).receipt.cycle : "";
    auto& group = groups[{receipt.cycle, made_before}];
    group.receipt = receipt;
    group.before = before;
    group.categories.push_back(id);
    for (std::size_t i = 0; i < range.count; ++i) group.products.push_back(range.first + i);
  }
  std::vector<Group> all;
  all.reserve(groups.size());
  for (auto& [key, group] : groups) all.push_back(std::move(group));
  return all;
}

/// A table sees a bounded time ahead.
void leave_out_unseen(const Group& group, Reasons& reasons) {
  if (!group.before) return;
  reasons.before = group.before->id();
  const Day end = group.before->cube().receipt.data_cut + domain::kHorizon;
  std::erase_if(reasons.periods, [&](const Period& period) { return period.last > end; });
}

void sort_by_product(Reasons& reasons) {
  const std::size_t width = reasons.periods.size() * names_of(reasons.account).size();
  std::vector<std::size_t> order(reasons.products.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t row) { return reasons.products[row]; });
  Reasons sorted{.account = reasons.account, .before = reasons.before, .periods = reasons.periods};
  for (const std::size_t row : order) {
    const auto first = reasons.parts.begin() + static_cast<std::ptrdiff_t>(row * width);
    sorted.products.push_back(reasons.products[row]);
    sorted.parts.insert(sorted.parts.end(), first, first + static_cast<std::ptrdiff_t>(width));
  }
  reasons = std::move(sorted);
}

}  // namespace

Result<Reasons> give_reasons(const Rooms& rooms, const Table& table, const domain::ReasonsQuestion& question) {
  const auto marketplace = rooms.catalogue.marketplace(table.cube().marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  Reasons reasons{.account = question.account, .periods = periods_of(table, question.about)};
  const auto groups = groups_of(rooms, table, question);
  if (groups.empty()) return fail(Code::not_found, table.id(), "this table has no products of that category");
  for (const auto& group : groups) leave_out_unseen(group, reasons);
  if (question.account == Account::moved && reasons.before.empty()) return reasons;
  for (const auto& group : groups) {
    const Rows rows{table, group.products};
    Result<void> added;
    if (question.account == Account::moved) {
      added = add_moved(rooms, {*marketplace, group.before, group.receipt, group.categories}, rows, reasons);
    } else {
      const auto moment = open_moment(rooms, *marketplace, {table, group.receipt, group.categories});
      if (!moment) return std::unexpected(moment.error());
      added = add_why(*moment, rows, reasons);
    }
    if (!added) return std::unexpected(added.error());
  }
  sort_by_product(reasons);
  return reasons;
}

}  // namespace shelfcast::refresh
