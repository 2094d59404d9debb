// SPDX-License-Identifier: Apache-2.0
// How a view's names find their columns in one file; mapped_rows.cpp reads its rows.
#include "shelfcast/base/nearest.hpp"
#include "sources/mapped_rows.hpp"
#include "sources/pattern.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::sources {

Result<std::unique_ptr<MappedRows>> MappedRows::open(const Origin& origin, const TableFile& file) {
  std::unique_ptr<MappedRows> rows(new MappedRows(origin));
  if (auto bound = rows->bind(file); !bound) return std::unexpected(bound.error());
  return rows;
}

Result<void> MappedRows::bind(const TableFile& file) {
  const View& view = origin_.view;
  place_ = file.path.string() + ":1";
  // What a dead letter may show of a row: the columns that the view itself names.
  const auto show = [&](const std::string& name) {
    if (!name.empty()) columns_.push_back({name, Need::optional});
  };
  for (const auto& [field, value] : view.fields) {
    show(value.column);
    show(value.divided_by);
  }
  for (const auto& condition : view.where) show(condition.column);
  for (const auto& column : view.marks) show(column);
  schema_ = {.name = "view", .columns = columns_, .is_foreign = true};
  auto table = Table::open(origin_.reading, schema_, file);
  if (!table) return std::unexpected(table.error());
  table_.emplace(std::move(*table));
  for (std::size_t i = 0; i < table_->header().size(); ++i) by_name_.emplace(table_->header()[i], static_cast<At>(i));

  if (auto bound = bind_across(file); !bound) return bound;
  if (auto bound = bind_joins(); !bound) return bound;
  if (auto bound = bind_fields(); !bound) return bound;
  for (const auto& condition : view.where) {
    if (const auto at = bind_column(condition.column); !at) return std::unexpected(at.error());
  }
  for (const auto& column : view.marks) {
    if (const auto at = bind_column(column); !at) return std::unexpected(at.error());
  }
  marketplace_ = this->field("marketplace");
  if (marketplace_ == At::nowhere) origin_.marketplaces.found = true;
  return {};
}

Result<void> MappedRows::bind_fields() {
  for (const auto& [field, value] : origin_.view.fields) {
    const auto from = bind_column(value.column);
    if (!from) return std::unexpected(from.error());
    const auto divisor = bind_column(value.divided_by);
    if (!divisor) return std::unexpected(divisor.error());
    At at = *from;
    if (!value.is_plain()) {
      at = table_->add_column(value.column.empty() ? field : value.column);
      made_.push_back({&value, *from, *divisor, at, {}});
    }
    fields_.emplace(field, at);
  }
  return {};
}

Result<void> MappedRows::bind_across(const TableFile& file) {
  if (!origin_.view.across) return {};
  const Across& across = *origin_.view.across;
  for (std::size_t i = 0; i < table_->header().size(); ++i) {
    if (fits(table_->header()[i], across.columns)) wide_.push_back(static_cast<At>(i));
  }
  if (wide_.empty()) {
    return fail(Code::rejected, place_, fmt::format("no column of {} is called '{}'", file.name, across.columns));
  }
  next_wide_ = wide_.size();
  across_name_ = table_->add_column(across.name);
  across_value_ = table_->add_column(across.value);
  by_name_[across.name] = across_name_;
  by_name_[across.value] = across_value_;
  return {};
}

Result<void> MappedRows::bind_joins() {
  for (const auto& name : origin_.view.join) {
    Joined joined{origin_.lookups.find(name)->second.get(), {}, {}};
    for (const auto& column : joined.lookup->on()) {
      const auto at = bind_column(column);
      if (!at) return std::unexpected(at.error());
      joined.key.push_back(*at);
    }
    for (const auto& column : joined.lookup->columns()) {
      joined.values.push_back(table_->add_column(column));
      by_name_.try_emplace(column, joined.values.back());
    }
    joined_.push_back(std::move(joined));
  }
  return {};
}

/// Nowhere for a column without a name; one that is not there is the mapping's mistake.
Result<At> MappedRows::bind_column(const std::string& name) {
  if (name.empty()) return At::nowhere;
  const At at = column(name);
  if (at == At::nowhere) return missing(name);
  return at;
}

std::unexpected<Error> MappedRows::missing(const std::string& column) const {
  std::vector<std::string_view> known;
  known.reserve(by_name_.size());
  for (const auto& [name, at] : by_name_) known.push_back(name);
  const std::string nearest = nearest_name(column, known);
  return fail(Code::rejected, place_,
              fmt::format("the mapping names a column '{}', which is not there{}", column,
                          nearest.empty() ? "" : fmt::format("; is '{}' meant?", nearest)));
}

}  // namespace shelfcast::sources
