// SPDX-License-Identifier: Apache-2.0
#include "ingest/judge.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::ingest {
namespace {

using sources::Moment;
using sources::RawLine;

constexpr Day kEarliest{7305};  // 1990-01-01
constexpr Micro kMostUnits = 1'000'000 * kMicro;
constexpr Minor kLargestAmount = 100'000'000'000;  // a billion, in cents

Instant begin_in_utc(const Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? Instant{day->number * kDaySeconds} : std::get<Instant>(moment);
}

std::string written(const Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? format_day(*day) : format_instant(std::get<Instant>(moment));
}

std::expected<void, Refusal> check_ids(const RawLine& line) {
  const auto check = [](std::string_view what, std::string_view id) -> std::expected<void, Refusal> {
    if (!id.empty()) return {};
    return std::unexpected(Refusal{"empty_id", fmt::format("the {} id must not be empty", what)});
  };
  if (auto order = check("order's", line.order); !order) return order;
  if (auto product = check("product's", line.product); !product) return product;
  return check("line's", line.line);
}

/// More than nothing; less of what was taken back.
std::expected<void, Refusal> check_quantity(const RawLine& line) {
  const bool back = line.status == domain::LineStatus::taken_back;
  const Micro size = back ? -line.quantity : line.quantity;
  if (size > 0 && size <= kMostUnits) return {};
  return std::unexpected(
      Refusal{"bad_quantity", fmt::format("the quantity {} is not {} 0 and at most {}", format_micro(line.quantity),
                                          back ? "below" : "above", format_micro(kMostUnits))});
}

/// What was paid: the total where it is given, for it knows of promotions; else quantity times price, to the cent.
std::expected<Minor, Refusal> amount_of(const RawLine& line) {
  const bool back = line.status == domain::LineStatus::taken_back;
  const std::optional<Minor> total = back && line.line_total ? -*line.line_total : line.line_total;
  const auto too_large = [] {
    return std::unexpected(Refusal{"bad_number", fmt::format("an amount over {}", format_minor(kLargestAmount))});
  };
  for (const auto& price : {line.unit_price, total}) {
    if (price && *price < 0) {
      return std::unexpected(Refusal{"negative_price", fmt::format("the price {} is negative", format_minor(*price))});
    }
    if (price && *price > kLargestAmount) return too_large();
  }
  const Minor amount = line.line_total.value_or(price_of(line.quantity, line.unit_price.value_or(0)));
  if (amount > kLargestAmount || amount < -kLargestAmount) return too_large();
  return amount;
}

}  // namespace

Instant latest_allowed(Instant now) {
  return now + 2 * kDaySeconds;
}

std::expected<void, Refusal> check_moment(std::string_view what, const Moment& moment, Instant latest) {
  const Instant at = begin_in_utc(moment);
  if (at > latest) {
    return std::unexpected(Refusal{"future_date", fmt::format("the {} {} lies in the future", what, written(moment))});
  }
  if (at.seconds < kEarliest.number * kDaySeconds) {
    return std::unexpected(Refusal{"bad_time", fmt::format("the {} {} lies before 1990", what, written(moment))});
  }
  return {};
}

Judge::Judge(LocalDays days, Instant now) : days_(std::move(days)), latest_(latest_allowed(now)) {}

std::expected<void, Refusal> Judge::check_times(const RawLine& line) const {
  if (auto happened = check_moment("time of the sale", line.happened, latest_); !happened) return happened;
  return line.updated ? check_moment("time of the update", *line.updated, latest_) : std::expected<void, Refusal>();
}

std::expected<domain::Sale, Refusal> Judge::judge(const RawLine& line, const ProductId* product) {
  if (auto ids = check_ids(line); !ids) return std::unexpected(ids.error());
  if (auto times = check_times(line); !times) return std::unexpected(times.error());
  if (auto quantity = check_quantity(line); !quantity) return std::unexpected(quantity.error());
  const auto amount = amount_of(line);
  if (!amount) return std::unexpected(amount.error());
  if (product == nullptr) {
    return std::unexpected(Refusal{kUnknownProduct, fmt::format("there is no product '{}'", line.product)});
  }
  const Day day = days_.day_of(line.happened);
  const bool stands = line.status == domain::LineStatus::sold || line.status == domain::LineStatus::taken_back;
  return domain::Sale{.order = line.order,
                      .line = line.line,
                      .product = *product,
                      .day = day,
                      .learnt = line.updated ? days_.end_of(*line.updated) : days_.known_in_full(day),
                      .units = stands ? line.quantity : 0,
                      .amount = stands ? *amount : 0,
                      .second = days_.second_of(line.happened)};
}

}  // namespace shelfcast::ingest
