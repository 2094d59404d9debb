// SPDX-License-Identifier: Apache-2.0
#include "api/reasons_json.hpp"

#include "api/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::api {
namespace {

using domain::Expected;
using domain::Reasons;

/// The parts of all products together, in the order of their names; nothing where the period is not among the reasons'.
std::vector<Expected> sum_of_parts(const Choice& choice, const Explained& explained, const Reasons& reasons) {
  const std::size_t width = names_of(reasons.account).size();
  std::vector<Expected> sums(width);
  const auto at = std::ranges::find(reasons.periods, choice.period);
  if (at == reasons.periods.end()) return sums;
  const auto period = static_cast<std::size_t>(at - reasons.periods.begin());
  for (const std::size_t product : explained.products) {
    const auto row = std::ranges::lower_bound(reasons.products, choice.table->cube().products[product].id);
    const auto place = static_cast<std::size_t>(row - reasons.products.begin());
    for (std::size_t i = 0; i < width; ++i)
      sums[i] += reasons.parts[(place * reasons.periods.size() + period) * width + i];
  }
  return sums;
}

void put_measures(std::string& json, const domain::Measures& told, std::string_view units, std::string_view amount,
                  const Expected& value) {
  fmt::format_to(std::back_inserter(json), R"("{}":{},"{}":{})", units, told.units ? format_micro(value.units) : "null",
                 amount, told.amount ? format_micro(value.amount) : "null");
}

void put_head(std::string& json, const Choice& choice, const Question& question, const Explained& explained) {
  const auto& cube = choice.table->cube();
  json += R"({"marketplaceId":)";
  put_string(json, cube.marketplace);
  fmt::format_to(std::back_inserter(json),
                 R"(,{},"timeFrame":"{}","window":"{}","periodStart":"{}","periodEnd":"{}","currency":)",
                 explained.head, name_of(question.frame), name_of(question.window), format_instant(choice.begins),
                 format_instant(choice.ends));
  cube.measures.amount ? put_string(json, cube.currency) : void(json += "null");
}

void put_made(std::string& json, const std::string& table, Instant published, const domain::Receipt& receipt) {
  json += R"("cycle":)";
  put_string(json, table);
  fmt::format_to(std::back_inserter(json), R"(,"published":"{}","dataCut":"{}","modelVersion":)",
                 format_instant(published), format_day(receipt.data_cut));
  put_string(json, receipt.model_version);
}

void put_before(std::string& json, const predictions::Table& before, const domain::Measures& told,
                const Expected& expected) {
  json += R"(,"before":{)";
  put_made(json, before.id(), before.published(), before.cube().receipt);
  json += ',';
  put_measures(json, told, "expectedUnits", "expectedAmount", expected);
  json += '}';
}

}  // namespace

std::string reasons_json(const Choice& choice, const Question& question, const Explained& explained,
                         const Reasons& reasons, const predictions::Table* before) {
  const auto& told = choice.table->cube().measures;
  Expected expected;
  for (const std::size_t product : explained.products) expected += choice.table->product(product, choice.period);
  std::string json;
  put_head(json, choice, question, explained);
  json += ',';
  put_made(json, choice.table->id(), choice.table->published(), explained.receipt);
  json += ',';
  put_measures(json, told, "expectedUnits", "expectedAmount", expected);
  const bool moved = reasons.account == domain::Account::moved;
  if (moved && before == nullptr)
    return json + R"(,"before":null,"movedUnits":null,"movedAmount":null,"contributions":[]})";
  const auto parts = sum_of_parts(choice, explained, reasons);
  Expected sum;
  for (const auto& part : parts) sum += part;
  if (moved) {
    put_before(json, *before, told, expected - sum);
    json += ',';
    put_measures(json, told, "movedUnits", "movedAmount", sum);
  }
  json += R"(,"contributions":[)";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    fmt::format_to(std::back_inserter(json), R"({}{{"cause":"{}",)", i == 0 ? "" : ",", names_of(reasons.account)[i]);
    put_measures(json, told, "units", "amount", parts[i]);
    json += '}';
  }
  return json + "]}";
}

}  // namespace shelfcast::api
