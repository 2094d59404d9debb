// SPDX-License-Identifier: Apache-2.0
#include "api/top_sellers.hpp"

#include <fmt/format.h>

namespace shelfcast::api {

std::expected<Choice, Refusal> TopSellers::now(std::string_view marketplace, const Question& question) {
  auto choice = choose(services_, marketplace, question);
  if (!choice) return choice;
  if (auto since = since_.of(choice->table)) choice->since = std::move(*since);
  return choice;
}

std::string live_edition(const Choice& choice) {
  return fmt::format("{} {} {} {}", choice.table->id(), choice.table->published().seconds, choice.period.first.number,
                     choice.since ? choice.since->edition : 0);
}

}  // namespace shelfcast::api
