// SPDX-License-Identifier: Apache-2.0
#include "orders/rules.hpp"

#include "shelfcast/base/utf8.hpp"

#include <algorithm>
#include <unordered_set>

namespace shelfcast::orders {
namespace {

constexpr std::size_t kLongestId = 128;
constexpr std::size_t kMostItems = 1000;
constexpr Micro kMostUnits = 1'000'000 * kMicro;
constexpr Minor kLargestAmount = 100'000'000'000;  // a billion, in cents
constexpr Instant kEarliest{631'152'000};          // 1990-01-01
constexpr std::int64_t kAhead = 2 * kDaySeconds;

class Check {
 public:
  Check(const Act& act, Instant now) : act_(act), now_(now) {}

  std::vector<Complaint> all() {
    if (!act_.order.empty()) id("/orderId", act_.order);
    if (act_.merchant) id("/merchantId", act_.merchant->text);
    if (act_.ordered) time(*act_.ordered);
    const bool may_be_empty = act_.kind == Kind::cancel || act_.kind == Kind::take_back;
    if (act_.items.size() > kMostItems || (act_.items.empty() && !may_be_empty && !already("/items"))) {
      complain("/items", "out_of_range", fmt::format("An order has 1 to {} items.", kMostItems));
    }
    for (std::size_t i = 0; i < act_.items.size() && i < kMostItems; ++i) item(i);
    return std::move(complaints_);
  }

 private:
  void complain(std::string pointer, std::string code, std::string message) {
    complaints_.push_back({std::move(pointer), std::move(code), std::move(message)});
  }

  [[nodiscard]] bool already(std::string_view pointer) const {
    return std::ranges::any_of(act_.complaints, [&](const auto& known) { return known.pointer == pointer; });
  }

  void id(std::string pointer, std::string_view text) {
    const auto unseen = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (!text.empty() && text.size() <= kLongestId && is_utf8(text) && std::ranges::none_of(text, unseen)) return;
    complain(std::move(pointer), "bad_id",
             fmt::format("An id is UTF-8 text of 1 to {} bytes, without control characters.", kLongestId));
  }

  void time(Instant ordered) {
    if (ordered < kEarliest) complain("/orderTime", "bad_time", "The orderTime lies before 1990.");
    if (ordered > now_ + kAhead) complain("/orderTime", "future_date", "The orderTime lies over two days ahead.");
  }

  void item(std::size_t place) {
    const Item& item = act_.items[place];
    if (item.line) {
      id(pointer_to(place, "lineId"), *item.line);
      if (!lines_.insert(*item.line).second) {
        complain(pointer_to(place, "lineId"), "repeated", fmt::format("Line '{}' is named before.", *item.line));
      }
    }
    if (act_.kind == Kind::correct && !item.quantity && !item.unit_price) {
      complain(fmt::format("/items/{}", place), "missing", "A correction needs a quantity or a unitPrice.");
    }
    if (item.product) id(pointer_to(place, "productId"), item.product->text);
    const bool good_quantity = item.quantity && *item.quantity > 0 && *item.quantity <= kMostUnits;
    if (item.quantity && !good_quantity) {
      complain(pointer_to(place, "quantity"), "bad_quantity", "The quantity is not above 0 and at most 1000000.");
    }
    if (!item.unit_price) return;
    if (*item.unit_price < 0) complain(pointer_to(place, "unitPrice"), "negative_price", "The unitPrice is negative.");
    const Micro units = good_quantity ? *item.quantity : kMicro;
    if (*item.unit_price > kLargestAmount || price_of(units, *item.unit_price) > kLargestAmount) {
      complain(pointer_to(place, "unitPrice"), "out_of_range",
               fmt::format("The line costs over {}.", format_minor(kLargestAmount)));
    }
  }

  const Act& act_;
  Instant now_;
  std::vector<Complaint> complaints_;
  std::unordered_set<std::string_view> lines_;
};

}  // namespace

std::vector<Complaint> complaints_about(const Act& act, Instant now) {
  return Check(act, now).all();
}

}  // namespace shelfcast::orders
