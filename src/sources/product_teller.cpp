// SPDX-License-Identifier: Apache-2.0
#include "sources/product_teller.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::sources {
namespace {

// Each telling of products is a durable transaction, so that it is worth some lines.
constexpr std::size_t kMostHeld = 20'000;
constexpr std::size_t kLookedUpAtATime = 32;

bool is_before(const Moment& a, const Moment& b) {
  const auto seconds = [](const Moment& moment) {
    const auto* day = std::get_if<Day>(&moment);
    return day != nullptr ? day->number * kDaySeconds : std::get<Instant>(moment).seconds;
  };
  return seconds(a) < seconds(b);
}

}  // namespace

Result<void> ProductTeller::tell(const RawLine& line, const ProductOfLine& product) {
  hold(line, product);
  if (held_.size() - looked_up_ < kLookedUpAtATime) return {};
  look_up();
  const bool nothing_waits = products_.empty() && categories_.empty();
  return nothing_waits || held_.size() >= kMostHeld ? pass_on() : Result<void>();
}

void ProductTeller::look_up() {
  keys_.clear();
  for (std::size_t i = looked_up_; i < held_.size(); ++i) keys_.push_back(held_[i].line.product);
  found_.resize(keys_.size());
  known_.find_many(keys_, found_);
  // First all answers, for a product that is added moves the others.
  std::vector<Held*> news;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    Held& held = held_[looked_up_ + i];
    const Known* known = found_[i];
    held.line.product_seen = known != nullptr;
    const bool says_nothing =
        known != nullptr && known->belongs == held.belongs && !is_before(held.line.happened, known->since);
    if (!says_nothing) news.push_back(&held);
  }
  for (Held* held : news) notice(*held);
  looked_up_ = held_.size();
}

/// A line that says something new of its product, or may.
void ProductTeller::notice(Held& held) {
  auto& [line, product, belongs] = held;
  const auto [known, is_new] = known_.try_emplace(line.product);
  line.product_seen = !is_new;
  const bool moved = !is_new && known->belongs != belongs && is_before(known->since, line.happened);
  const bool older = !is_new && known->belongs == belongs && is_before(line.happened, known->since);
  if (!is_new && !moved && !older) return;
  *known = {belongs, line.happened};

  source_ = line.place.source;
  products_.push_back({.row = line.place.row,
                       .key = std::string(line.product),
                       .name = std::string(product.name.empty() ? line.product : product.name),
                       .category_key = std::string(product.category),
                       .seller_key = std::string(product.seller),
                       .price = product.price,
                       .created = line.happened,
                       .updated = line.happened,
                       .by_sale = true});
  if (product.category_name.empty() || category_names_.contains(product.category)) return;
  category_names_.emplace(product.category, product.category_name);
  categories_.push_back({.row = line.place.row,
                         .key = std::string(product.category),
                         .name = std::string(product.category_name),
                         .parent_key = "",
                         .updated = std::nullopt});
}

void ProductTeller::hold(const RawLine& line, const ProductOfLine& product) {
  auto& held = held_.emplace_back(line, product, fast_fingerprint(product.seller, fast_fingerprint(product.category)));
  const std::array parts{&held.line.place.source,     &held.line.order,    &held.line.line,
                         &held.line.product,          &held.product.name,  &held.product.category,
                         &held.product.category_name, &held.product.seller};
  std::size_t bytes = 0;
  for (const auto* part : parts) bytes += part->size();
  auto* at = static_cast<char*>(memory_.allocate(bytes, 1));
  for (auto* part : parts) {
    const auto* const begin = at;
    at = std::ranges::copy(*part, at).out;
    *part = {begin, part->size()};
  }
}

Result<void> ProductTeller::finish() {
  look_up();
  return pass_on();
}

Result<void> ProductTeller::pass_on() {
  if (!categories_.empty()) {
    if (auto told = sink_.catalogue(source_, std::exchange(categories_, {})); !told) return told;
  }
  if (!products_.empty()) {
    if (auto told = sink_.catalogue(source_, std::exchange(products_, {})); !told) return told;
  }
  for (const auto& held : held_) {
    if (auto told = sink_.line(held.line); !told) return told;
  }
  held_.clear();
  looked_up_ = 0;
  memory_.release();
  return {};
}

}  // namespace shelfcast::sources
