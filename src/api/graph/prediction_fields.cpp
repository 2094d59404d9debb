// SPDX-License-Identifier: Apache-2.0
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/graph/ranked_fields.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::each;
using graphql::Output;

Output categories_of(const Outlook& in, const Call& call) {
  const auto question = question_within(in, call);
  if (!question) return failure_of(question.error());
  const auto page = in.page(*question);
  return nodes_of<CategoryNode>(page, in, {domain::Level::category, in.choice.slice.is_all()}, call.keeper);
}

template <class Find>
graphql::Resolver found(Find find) {
  return each<Outlook>([find](const Outlook& in, const Call& call) {
    return object_or_null(find(in, call.arguments["id"].text()), call);
  });
}

}  // namespace

void add_predictions(graphql::Wiring& wiring) {
  const FieldsOf result{wiring, "PredictionResult"};
  const auto add = [&](std::string_view field, auto of) { result.add(field, each<Outlook>(std::move(of))); };
  const auto receipt = [](const Outlook& in) -> const domain::Receipt& { return in.cube().receipt; };
  const auto sum = [](const Outlook& in) { return in.page(in.question).sum; };
  add("marketplaceId", [](const Outlook& in) -> Output { return std::string_view(in.cube().marketplace); });
  add("timeFrame", [](const Outlook& in) { return word(name_of(in.question.frame)); });
  add("window", [](const Outlook& in) { return word(name_of(in.question.window)); });
  add("periodStart", [](const Outlook& in) -> Output { return format_instant(in.choice.begins); });
  add("periodEnd", [](const Outlook& in) -> Output { return format_instant(in.choice.ends); });
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
  result.add("interval", each<Outlook>([](const Outlook& in, const Call& call) {
               return object_or_null(interval_of_all(in.choice), call);
             }));
  result.add("category", found(category_named));
  result.add("product", found(product_named));

  using Of = domain::IntervalPair;
  const FieldsOf interval{wiring, "Interval"};
  const auto bound = [&](std::string_view field, double domain::Interval::* side, domain::Interval Of::* of) {
    interval.add(field, each<Of>([=](const Of& both) { return Output(from_micro(to_micro((both.*of).*side))); }));
  };
  bound("lo80", &domain::Interval::low, &Of::of_80);
  bound("hi80", &domain::Interval::high, &Of::of_80);
  bound("lo95", &domain::Interval::low, &Of::of_95);
  bound("hi95", &domain::Interval::high, &Of::of_95);
}

}  // namespace shelfcast::api::graph
