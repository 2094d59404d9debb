// SPDX-License-Identifier: Apache-2.0
#include "api/standings.hpp"

#include <fmt/format.h>

namespace shelfcast::api {

std::expected<Choice, Refusal> Standings::live(std::string_view marketplace, const Question& question) {
  auto choice = choose(services_, marketplace, question);
  if (!choice) return choice;
  if (auto since = sold_since(choice->table)) choice->since = std::move(*since);
  return choice;
}

std::string live_edition(const Choice& choice) {
  return fmt::format("{} {:x} {} {}", choice.table->id(), choice.table->digest(), choice.period.first.number,
                     choice.since ? choice.since->edition : 0);
}

}  // namespace shelfcast::api
