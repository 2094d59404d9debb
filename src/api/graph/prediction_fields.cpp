// SPDX-License-Identifier: Apache-2.0
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/graph/ranked_fields.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::each;
using graphql::Object;
using graphql::Output;

/// The first second of a day, or of the day after the period.
Output moment(const Outlook& in, Day day, std::int64_t earlier) {
  return format_instant(TimeZone::find(in.cube().time_zone).value().midnight(day) - earlier);
}

Output categories_of(const Outlook& in, const Call& call) {
  const auto question = question_within(in, call);
  if (!question) return failure_of(question.error());
  const auto page = in.page(*question);
  return nodes_of<CategoryNode>(page, in, *question, {domain::Level::category, in.choice.slice.is_all()}, call.keeper);
}

template <class Node, class Find>
Output found(const Call& call, const Outlook& in, Find find) {
  const std::optional<Node> node = find(in, call.arguments["id"].text());
  return node ? Output(Object::of(call.keeper.keep(*node))) : Output();
}

}  // namespace

void add_predictions(graphql::Wiring& wiring) {
  const auto add = [&](const std::string& field, auto of) {
    wiring.fields.emplace_back("PredictionResult." + field, each<Outlook>(std::move(of)));
  };
  const auto receipt = [](const Outlook& in) -> const domain::Receipt& { return in.cube().receipt; };
  const auto sum = [](const Outlook& in) { return in.page(in.question).sum; };
  add("marketplaceId", [](const Outlook& in) -> Output { return std::string_view(in.cube().marketplace); });
  add("timeFrame", [](const Outlook& in) { return word(name_of(in.question.frame)); });
  add("window", [](const Outlook& in) { return word(name_of(in.question.window)); });
  add("periodStart", [](const Outlook& in) { return moment(in, in.choice.period.first, 0); });
  add("periodEnd", [](const Outlook& in) { return moment(in, in.choice.period.last + 1, 1); });
  add("currency", [](const Outlook& in) {
    return in.cube().measures.amount ? Output(std::string_view(in.cube().currency)) : Output();
  });
  add("lastRefreshed", [](const Outlook& in) -> Output { return format_instant(in.choice.table->published()); });
  add("dataCut", [receipt](const Outlook& in) -> Output { return format_day(receipt(in).data_cut); });
  add("modelVersion", [receipt](const Outlook& in) -> Output { return std::string_view(receipt(in).model_version); });
  add("cycle", [](const Outlook& in) -> Output { return std::string_view(in.choice.table->id()); });
  add("categories", categories_of);
  add("totalCategories",
      [](const Outlook& in) -> Output { return static_cast<std::int64_t>(in.page(in.question).total); });
  add("totalExpectedUnits", [sum](const Outlook& in) { return told(in.cube().measures.units, sum(in).units); });
  add("totalExpectedAmount", [sum](const Outlook& in) { return told(in.cube().measures.amount, sum(in).amount); });
  add("category", [](const Outlook& in, const Call& call) { return found<CategoryNode>(call, in, category_named); });
  add("product", [](const Outlook& in, const Call& call) { return found<ProductNode>(call, in, product_named); });

  const auto bound = [&](const std::string& field, double domain::Interval::* side,
                         domain::Interval domain::IntervalPair::* of) {
    wiring.fields.emplace_back("Interval." + field, each<domain::IntervalPair>([=](const domain::IntervalPair& bounds) {
                                 return Output(from_micro(to_micro((bounds.*of).*side)));
                               }));
  };
  bound("lo80", &domain::Interval::low, &domain::IntervalPair::of_80);
  bound("hi80", &domain::Interval::high, &domain::IntervalPair::of_80);
  bound("lo95", &domain::Interval::low, &domain::IntervalPair::of_95);
  bound("hi95", &domain::Interval::high, &domain::IntervalPair::of_95);
}

}  // namespace shelfcast::api::graph
