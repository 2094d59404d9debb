// SPDX-License-Identifier: Apache-2.0
#include "sources/mapped_rows.hpp"

#include "sources/pattern.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kMostMarketplacesNamed = 100;

/// Wide tables write a zero, or nothing, where nothing was sold.
bool is_nothing(std::string_view cell) {
  return is_missing(cell) || cell.find_first_not_of("0., ") == std::string_view::npos;
}

/// The first characters of UTF-8.
std::string_view front_of(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  while (at < text.size() && characters > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    --characters;
  }
  return text.substr(0, at);
}

/// a / b in millionths; a whole number where that, times b, is a to the cent: prices are rounded, pieces are not.
Micro quotient(Micro a, Micro b) {
  __extension__ using Wide = __int128;
  const Wide exact = static_cast<Wide>(a) * kMicro / b;
  const Wide half = exact < 0 ? -kMicro / 2 : kMicro / 2;
  const Wide whole = (exact + half) / kMicro;
  const Wide off = whole * b - a;
  const bool explains = off <= kMicroPerMinor && off >= -kMicroPerMinor && whole != 0;
  const Wide result = explains ? whole * kMicro : exact;
  constexpr Wide kMost = std::numeric_limits<Micro>::max();
  return static_cast<Micro>(std::clamp<Wide>(result, -kMost, kMost));
}

}  // namespace

At MappedRows::field(std::string_view name) const {
  const auto found = fields_.find(name);
  return found == fields_.end() ? At::nowhere : found->second;
}

At MappedRows::column(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? At::nowhere : found->second;
}

Result<bool> MappedRows::next() {
  while (true) {
    const auto more = next_cell();
    if (!more || !*more) return more;
    join();
    make();
    if (numbered_ != At::nowhere) number_ = numbers_.next(table_->text(numbered_));
    if (is_wanted()) return true;
    // A row whose condition cannot be judged is told as what it is.
    if (table_->is_spoilt()) {
      if (auto told = table_->complete(); !told) return told;
    }
  }
}

/// The next row of the file, or the next cell across the present one that is not nothing.
Result<bool> MappedRows::next_cell() {
  while (true) {
    while (next_wide_ < wide_.size()) {
      const At at = wide_[next_wide_++];
      const auto cell = table_->text(at);
      if (origin_.view.across->keeps_zeros ? is_missing(cell) : is_nothing(cell)) continue;
      table_->begin_part();
      table_->set(across_name_, table_->header()[static_cast<std::size_t>(at)]);
      table_->set(across_value_, cell);
      return true;
    }
    const auto more = table_->next();
    if (!more || !*more) return more;
    const bool is_plain_column = static_cast<std::size_t>(marketplace_) < table_->header().size();
    if (marketplace_ != At::nowhere && is_plain_column && !is_of_marketplace()) continue;
    if (!origin_.view.across) return true;
    next_wide_ = 0;
  }
}

void MappedRows::join() {
  for (const auto& joined : joined_) {
    key_.clear();
    for (const At at : joined.key) key_.append(table_->text(at)).push_back(Lookup::kBetween);
    const auto* values = joined.lookup->find(key_);
    for (std::size_t i = 0; i < joined.values.size(); ++i) {
      table_->set(joined.values[i], values == nullptr ? std::string_view() : values[i]);
    }
  }
}

void MappedRows::make() {
  for (auto& made : made_) {
    const Value& value = *made.value;
    std::string_view text = value.constant ? std::string_view(*value.constant) : table_->text(made.from);
    if (text.empty()) text = value.otherwise;
    if (made.divisor != At::nowhere) {
      divide(made);
      text = made.text;
    }
    if (value.first > 0) text = front_of(text, value.first);
    if (value.upper) {
      made.text.assign(text);
      std::ranges::transform(made.text, made.text.begin(),
                             [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
      text = made.text;
    }
    table_->set(made.at, text);
  }
}

void MappedRows::divide(Made& made) {
  const auto dividend = table_->micro_if_given(made.from);
  const auto divisor = table_->micro_if_given(made.divisor);
  const bool possible = dividend && divisor && *divisor != 0;
  made.text = possible ? format_micro(quotient(*dividend, *divisor)) : made.value->otherwise;
}

bool MappedRows::is_of_marketplace() {
  const auto name = table_->text(marketplace_);
  if (name == origin_.reading.marketplace) return origin_.marketplaces.found = true;
  auto& others = origin_.marketplaces.others;
  if (!others.contains(name) && others.size() < kMostMarketplacesNamed) others.emplace(name);
  return false;
}

bool MappedRows::is_wanted() {
  const bool unseen = marketplace_ != At::nowhere && static_cast<std::size_t>(marketplace_) >= table_->header().size();
  if (unseen && !is_of_marketplace()) return false;
  return std::ranges::all_of(origin_.view.where, [this](const Condition& condition) { return meets(condition); });
}

bool MappedRows::meets(const Condition& condition) {
  const At at = column(condition.column);
  const auto text = table_->text(at);
  bool met = false;
  if (condition.above) {
    const auto number = table_->micro_if_given(at);
    if (table_->is_spoilt()) return false;
    met = number && *number > *condition.above;
  } else if (!condition.is.empty()) {
    met = std::ranges::find(condition.is, text) != condition.is.end();
  } else {
    met = std::ranges::any_of(condition.like, [&](const std::string& pattern) { return fits(text, pattern); });
  }
  return met != condition.negated;
}

}  // namespace shelfcast::sources
