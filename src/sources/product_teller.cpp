// SPDX-License-Identifier: Apache-2.0
#include "sources/product_teller.hpp"

#include <cstring>
#include <utility>

namespace shelfcast::sources {
namespace {

// Each telling of products is a durable transaction, so that it is worth some lines.
constexpr std::size_t kMostHeld = 20'000;

bool is_before(const Moment& a, const Moment& b) {
  const auto seconds = [](const Moment& moment) {
    const auto* day = std::get_if<Day>(&moment);
    return day != nullptr ? day->number * kDaySeconds : std::get<Instant>(moment).seconds;
  };
  return seconds(a) < seconds(b);
}

}  // namespace

Result<void> ProductTeller::tell(RawLine line, const ProductOfLine& product) {
  notice(line, product);
  const bool nothing_waits = products_.empty() && categories_.empty();
  if (nothing_waits && held_.empty()) return sink_.line(line);
  hold(line);
  return held_.size() < kMostHeld ? Result<void>() : finish();
}

void ProductTeller::notice(RawLine& line, const ProductOfLine& product) {
  const std::uint64_t belongs = fast_fingerprint(product.seller, fast_fingerprint(product.category));
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
                       .updated = line.happened});
  if (product.category_name.empty() || category_names_.contains(product.category)) return;
  category_names_.emplace(product.category, product.category_name);
  categories_.push_back({.row = line.place.row,
                         .key = std::string(product.category),
                         .name = std::string(product.category_name),
                         .parent_key = "",
                         .updated = std::nullopt});
}

std::string_view ProductTeller::copy(std::string_view text) {
  if (text.empty()) return {};
  auto* bytes = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(bytes, text.data(), text.size());
  return {bytes, text.size()};
}

void ProductTeller::hold(const RawLine& line) {
  auto& held = held_.emplace_back(line);
  held.place.source = copy(line.place.source);
  held.order = copy(line.order);
  held.line = copy(line.line);
  held.product = copy(line.product);
}

Result<void> ProductTeller::finish() {
  if (!categories_.empty()) {
    if (auto told = sink_.catalogue(source_, std::exchange(categories_, {})); !told) return told;
  }
  if (!products_.empty()) {
    if (auto told = sink_.catalogue(source_, std::exchange(products_, {})); !told) return told;
  }
  for (const auto& line : held_) {
    if (auto told = sink_.line(line); !told) return told;
  }
  held_.clear();
  memory_.release();
  return {};
}

}  // namespace shelfcast::sources
