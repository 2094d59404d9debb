// SPDX-License-Identifier: Apache-2.0
#include "orders/judge.hpp"

#include "orders/changes.hpp"
#include "orders/made_id.hpp"
#include "orders/rules.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace shelfcast::orders {
namespace {

Day day_in_utc(Instant at) {
  return TimeZone::utc().local_day(at);
}

Refusal refused(std::vector<Complaint> complaints) {
  return {Code::rejected, "The act cannot be accepted.", std::move(complaints)};
}

}  // namespace

Result<std::vector<Outcome>> Judge::judge(std::span<Act> acts) {
  if (auto fetched = fetch(acts); !fetched) return std::unexpected(fetched.error());
  std::vector<Outcome> outcomes;
  outcomes.reserve(acts.size());
  for (auto& act : acts) outcomes.push_back(judge(act));
  return outcomes;
}

/// All that the group will look up, in one go.
Result<void> Judge::fetch(std::span<const Act> acts) {
  std::vector<std::string> orders;
  std::vector<std::string> answers;
  for (const auto& act : acts) {
    if (!act.idempotency_key.empty()) answers.push_back(act.idempotency_key);
    if (act.order.empty()) continue;
    for (const auto marketplace : marketplaces_of(act)) orders.push_back(order_key(marketplace, act.order));
  }
  if (auto fetched = books_.fetch_orders(std::move(orders)); !fetched) return fetched;
  return books_.fetch_answers(answers, day_in_utc(now_));
}

/// Where the act's order may be: in the marketplace that is named or that the merchant says, else in any.
std::vector<MarketplaceId> Judge::marketplaces_of(const Act& act) const {
  const auto* named = act.market ? directory_.marketplace(*act.market) : nullptr;
  if (named == nullptr && act.merchant) {
    if (const auto merchant = directory_.merchant(*act.merchant, nullptr)) named = merchant->marketplace;
  }
  if (named != nullptr) return {named->id};
  std::vector<MarketplaceId> all;
  for (const auto* marketplace : directory_.marketplaces()) all.push_back(marketplace->id);
  return all;
}

Outcome Judge::judge(Act& act) {
  const auto* known = act.idempotency_key.empty() ? nullptr : books_.answer_of(act.idempotency_key);
  if (known != nullptr && known->digest == act.digest) return known->answer;
  if (known != nullptr) {
    return std::unexpected(Refusal{Code::invalid, "This Idempotency-Key was used for something else."});
  }
  Outcome outcome = act.kind == Kind::place ? place(act) : change_order(act);
  if (outcome && !act.idempotency_key.empty()) books_.remember(act.idempotency_key, {act.digest, *outcome});
  return outcome;
}

Outcome Judge::place(Act& act) {
  const auto merchant = merchant_of(act);
  if (!merchant) return std::unexpected(merchant.error());
  if (act.order.empty()) act.order = made_id(now_);
  Order order = order_of(act, *merchant);
  const auto key = order_key(order.marketplace, order.id);
  if (const auto* there = books_.find(key); there != nullptr) {
    if (there->content == order.content) return Accepted{*there, false};
    return std::unexpected(
        Refusal{Code::conflict, fmt::format("There is an order '{}' with other content.", order.id)});
  }
  std::vector<std::size_t> lines(order.lines.size());
  std::iota(lines.begin(), lines.end(), 0);
  books_.keep(order, lines);
  return Accepted{std::move(order), true};
}

/// Who sells, where everything about the act is right.
std::expected<Directory::Merchant, Refusal> Judge::merchant_of(const Act& act) const {
  auto complaints = act.complaints;
  std::ranges::move(complaints_about(act, now_), std::back_inserter(complaints));
  const auto* named = act.market ? directory_.marketplace(*act.market) : nullptr;
  if (act.market && named == nullptr) {
    complaints.push_back(
        {"/marketplaceId", "unknown_marketplace", fmt::format("There is no marketplace '{}'.", *act.market)});
  }
  if (!act.merchant) return std::unexpected(refused(std::move(complaints)));
  const auto merchant = directory_.merchant(*act.merchant, named);
  if (!merchant && merchant.error() == Code::conflict) {
    complaints.push_back(
        {"/marketplaceId", "ambiguous", "Several marketplaces have this merchant: say which is meant."});
  } else if (!merchant) {
    complaints.push_back(
        {"/merchantId", "unknown_merchant", fmt::format("There is no merchant '{}'.", act.merchant->text)});
  } else if (act.currency && *act.currency != merchant->marketplace->currency) {
    complaints.push_back(
        {"/currency", "wrong_currency",
         fmt::format("The currency of {} is {}.", merchant->marketplace->key, merchant->marketplace->currency)});
  }
  if (!complaints.empty()) return std::unexpected(refused(std::move(complaints)));
  return *merchant;
}

Order Judge::order_of(const Act& act, const Directory::Merchant& merchant) const {
  Order order{.id = act.order,
              .marketplace = merchant.marketplace->id,
              .marketplace_key = merchant.marketplace->key,
              .merchant = merchant.id,
              .merchant_key = *merchant.key,
              .ordered = *act.ordered,
              .changed = now_,
              .currency = *act.currency,
              .lines = {}};
  order.lines.reserve(act.items.size());
  for (const auto& item : act.items) {
    const auto product = directory_.product(*item.product, order.marketplace);
    order.lines.push_back({.id = *item.line,
                           .product = std::string(product.key),
                           .category = std::string(product.category),
                           .quantity = *item.quantity,
                           .unit_price = *item.unit_price});
  }
  order.content = content_of(order);
  return order;
}

std::expected<const Order*, Refusal> Judge::order_meant(const Act& act) const {
  const Order* found = nullptr;
  for (const auto marketplace : marketplaces_of(act)) {
    const auto* here = books_.find(order_key(marketplace, act.order));
    if (here != nullptr && found != nullptr) {
      const Complaint complaint{"/marketplaceId", "ambiguous",
                                "Several marketplaces have this order: say which is meant."};
      return std::unexpected(refused({complaint}));
    }
    if (here != nullptr) found = here;
  }
  if (found == nullptr)
    return std::unexpected(Refusal{Code::not_found, fmt::format("There is no order '{}'.", act.order)});
  return found;
}

Outcome Judge::change_order(const Act& act) {
  auto complaints = act.complaints;
  std::ranges::move(complaints_about(act, now_), std::back_inserter(complaints));
  if (act.market && directory_.marketplace(*act.market) == nullptr) {
    complaints.push_back(
        {"/marketplaceId", "unknown_marketplace", fmt::format("There is no marketplace '{}'.", *act.market)});
  }
  if (!complaints.empty()) return std::unexpected(refused(std::move(complaints)));
  const auto meant = order_meant(act);
  if (!meant) return std::unexpected(meant.error());
  Order order = **meant;
  const auto changed = change(order, act);
  if (!changed) return std::unexpected(changed.error());
  if (!changed->empty()) {
    ++order.version;
    order.changed = std::max(now_, order.changed + 1);
    books_.keep(order, *changed);
  }
  return Accepted{std::move(order), false};
}

}  // namespace shelfcast::orders
