// SPDX-License-Identifier: Apache-2.0
#include "api/standings.hpp"

#include <fmt/format.h>

namespace shelfcast::api {

std::expected<Choice, Refusal> Standings::live(std::string_view marketplace, const Question& question) {
  auto choice = choose(services_, marketplace, question);
  if (!choice) return choice;
  put_sold_beside(*choice, true);  // where that is not counted, it is not told
  return choice;
}

std::optional<Refusal> Standings::put_sold_beside(Choice& choice, bool live) {
  if (!live && !choice.is_known) return std::nullopt;
  auto sold = sold_.of(choice.table, choice.is_known ? std::optional(choice.period) : std::nullopt);
  if (sold) choice.sold = std::move(*sold);
  return sold || !live ? std::nullopt : std::optional(std::move(sold.error()));
}

std::string live_edition(const Choice& choice) {
  return fmt::format("{} {:x} {} {}", choice.table->id(), choice.table->digest(), choice.period.first.number,
                     choice.sold ? choice.sold->edition : 0);
}

}  // namespace shelfcast::api
