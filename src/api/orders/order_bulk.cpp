// SPDX-License-Identifier: Apache-2.0
#include "api/orders/order_bulk.hpp"

#include "api/guard/admission.hpp"
#include "api/json_text.hpp"
#include "api/orders/order_body.hpp"
#include "api/orders/order_refusal.hpp"
#include "api/question.hpp"
#include "shelfcast/base/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

namespace shelfcast::api {
namespace {

constexpr std::size_t kRowsAtOnce = 500;  // one write: large enough to be cheap, small enough to let others between

using CarryOut = std::function<std::vector<orders::Outcome>(std::vector<orders::Act>)>;

/// Reads rows, has them carried out some at a time, and writes their results in the order of the rows.
class Intake {
 public:
  Intake(std::string idempotency_key, CarryOut carry_out)
      : idempotency_key_(std::move(idempotency_key)), carry_out_(std::move(carry_out)) {}

  void row(std::string_view text) {
    ++number_;
    if (text.empty()) return;
    auto act = read_act(orders::Kind::place, text);
    rows_.push_back({number_, act.has_value()});
    if (act) {
      // Each row has a key of its own, so that a load that broke off can be sent again as a whole.
      if (!idempotency_key_.empty()) act->idempotency_key = fmt::format("{}#{}", idempotency_key_, number_);
      act->digest = fingerprint(text);
      acts_.push_back(std::move(*act));
    }
    if (rows_.size() == kRowsAtOnce) flush();
  }

  std::string finish() {
    flush();
    return std::move(results_);
  }

 private:
  struct Row {
    std::size_t number;
    bool is_json;
  };

  void flush() {
    const auto outcomes = acts_.empty() ? std::vector<orders::Outcome>() : carry_out_(std::exchange(acts_, {}));
    auto next = outcomes.begin();
    for (const auto& row : rows_) {
      fmt::format_to(std::back_inserter(results_), R"({{"row":{},"status":)", row.number);
      if (!row.is_json) {
        write(malformed_body());
      } else if (const auto& outcome = *next++; outcome) {
        write(*outcome);
      } else {
        write(refusal_of(outcome.error()));
      }
      results_ += "}\n";
    }
    rows_.clear();
  }

  void write(const orders::Accepted& accepted) {
    fmt::format_to(std::back_inserter(results_), R"({},"orderId":)", accepted.created ? 201 : 200);
    put_string(results_, accepted.order.id);
    results_ += R"(,"marketplaceId":)";
    put_string(results_, accepted.order.marketplace_key);
  }

  void write(const Refusal& refusal) {
    fmt::format_to(std::back_inserter(results_), R"({},"type":)", refusal.status);
    put_string(results_, refusal.type);
    results_ += R"(,"detail":)";
    put_string(results_, refusal.detail);
    results_ += R"(,"errors":[)";
    for (const auto& error : refusal.errors) {
      if (results_.back() == '}') results_ += ',';
      results_ += R"({"pointer":)";
      put_string(results_, error.pointer);
      results_ += R"(,"code":)";
      put_string(results_, error.code);
      results_ += R"(,"message":)";
      put_string(results_, error.message);
      results_ += '}';
    }
    results_ += ']';
  }

  const std::string idempotency_key_;
  const CarryOut carry_out_;
  std::size_t number_ = 0;
  std::vector<Row> rows_;
  std::vector<orders::Act> acts_;  // of those rows that are JSON
  std::string results_;
};

constexpr std::array<Parameter<bool>, 1> kParameters{{
    {"dryRun",
     [](auto text, auto& dry) {
       dry = text == "true";
       return dry || text == "false";
     },
     one_of("true, false")},
}};

std::expected<bool, Refusal> is_dry_run(const http::Request& request) {
  bool dry = false;
  auto errors = read_parameters<bool>(request.query, kParameters, dry);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return dry;
}

}  // namespace

void each_row(std::string_view body, const std::function<void(std::string_view row)>& show) {
  for (std::string_view rest = body; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string_view row = rest.substr(0, end);
    if (row.ends_with('\r')) row.remove_suffix(1);
    show(row);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

std::span<const Parameter<bool>> bulk_parameters() {
  return kParameters;
}

http::Response take_in_bulk(const Services& services, const http::Request& request) {
  if (const auto wrong = wrong_media_type(request, "application/x-ndjson")) return answer_of(*wrong, request);
  const auto dry = is_dry_run(request);
  if (!dry) return answer_of(dry.error(), request);
  const auto key = own_idempotency_key_of(services, request);
  if (!key) return answer_of(key.error(), request);

  const auto rehearsal = *dry ? services.orders->rehearsal() : nullptr;
  Intake intake(*key, [&](std::vector<orders::Act> acts) {
    return rehearsal ? rehearsal->carry_out(std::move(acts)) : services.orders->carry_out(std::move(acts));
  });
  each_row(request.body, [&](std::string_view row) { intake.row(row); });
  http::Response response{.status = 200, .headers = {}, .body = intake.finish()};
  response.headers.set("Content-Type", "application/x-ndjson");
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace shelfcast::api
