// SPDX-License-Identifier: Apache-2.0
#include "api/graph/ranked_fields.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace shelfcast::api::graph {

std::expected<std::uint32_t, graphql::Output::Failure> top_asked(const graphql::Call& call) {
  const auto among = call.arguments["among"].integer();
  if (std::ranges::find(domain::kTops, among) != domain::kTops.end()) return static_cast<std::uint32_t>(among);
  return std::unexpected(graphql::Output::Failure{
      fmt::format("among must be one of {}, not {}.", fmt::join(domain::kTops, ", "), among), "bad-parameter"});
}

std::expected<Question, Refusal> question_within(const Outlook& in, const graphql::Call& call) {
  Question question = in.question;
  auto errors = read_question(parameters_of(call.arguments), question);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return question;
}

}  // namespace shelfcast::api::graph
