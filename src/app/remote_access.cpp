// SPDX-License-Identifier: Apache-2.0
#include "app/control_routes.hpp"
#include "app/control_wire.hpp"
#include "shelfcast/control/backtest_json.hpp"
#include "shelfcast/control/coverage_json.hpp"
#include "shelfcast/control/cycle_json.hpp"
#include "shelfcast/control/letter_json.hpp"
#include "shelfcast/control/load_json.hpp"
#include "shelfcast/control/model_json.hpp"
#include "shelfcast/control/replay_json.hpp"
#include "shelfcast/http/client.hpp"
#include "shelfcast/identity/key_json.hpp"

#include <fmt/format.h>

namespace shelfcast::app {
namespace {

constexpr std::chrono::seconds kDeadline{3600};  // an import of years of sales is one request

class Remote final : public Access,
                     control::Cycles,
                     control::Loads,
                     control::DeadLetters,
                     control::Quarantine,
                     control::Forecasts,
                     control::Backtests,
                     control::Exports,
                     control::Models,
                     control::Coverages,
                     Keys {
 public:
  explicit Remote(std::filesystem::path socket) : endpoint_(std::move(socket)) {}

  control::Cycles& cycles() override { return *this; }
  control::Loads& loads() override { return *this; }
  control::DeadLetters& dead_letters() override { return *this; }
  control::Quarantine& quarantine() override { return *this; }
  control::Forecasts& forecasts() override { return *this; }
  control::Backtests& backtests() override { return *this; }
  control::Exports& exports() override { return *this; }
  control::Models& models() override { return *this; }
  control::Coverages& coverages() override { return *this; }
  Keys& keys() override { return *this; }

  Result<std::vector<std::string>> marketplaces() override {
    const auto body = ask("GET", "/marketplaces", {});
    if (!body) return std::unexpected(body.error());
    return Json::parse(*body).get<std::vector<std::string>>();
  }

  [[nodiscard]] Result<std::vector<domain::CycleReport>> list(std::optional<std::string> /*older_than*/,
                                                              std::size_t /*at_most*/) const override {
    return at_the_server();
  }

  [[nodiscard]] Result<std::optional<domain::CycleReport>> published_by(std::string_view /*marketplace*/,
                                                                        Instant /*moment*/) const override {
    return at_the_server();
  }
  [[nodiscard]] Result<domain::CycleReport> look(std::string_view id) const override {
    const auto body = ask("GET", fmt::format("/cycles/{}", id), {});
    if (!body) return std::unexpected(body.error());
    return control::report_from_json(Json::parse(*body));
  }

  Result<std::string> start(std::string_view marketplace, std::string_view started_by) override {
    const auto body = ask("POST", "/cycles", {{"marketplace", marketplace}, {"startedBy", started_by}});
    if (!body) return std::unexpected(body.error());
    return Json::parse(*body).at("id").get<std::string>();
  }

  Result<std::string> refresh(std::string_view marketplace, std::span<const std::string> categories,
                              std::string_view started_by) override {
    const auto body =
        ask("POST", "/cycles", {{"marketplace", marketplace}, {"startedBy", started_by}, {"categories", categories}});
    if (!body) return std::unexpected(body.error());
    return Json::parse(*body).at("id").get<std::string>();
  }

  Result<domain::Replay> replay(std::string_view id, const std::function<void(double)>& progress) override {
    progress(0);
    const auto body = ask("POST", fmt::format("/cycles/{}/replay", id), Json::object());
    if (!body) return std::unexpected(body.error());
    return control::replay_from_json(Json::parse(*body));
  }

  Result<control::LoadReport> import(const control::Load& load, const Loads::Progress& progress) override {
    progress("importing in the running server", 0);
    const auto body = ask("POST", "/import", to_json(load));
    if (!body) return std::unexpected(body.error());
    return load_report_from(Json::parse(*body));
  }

  Result<std::vector<control::KeptLetter>> list(const Page& page) override {
    return things("/dead-letters", to_json(page), control::letter_from_json);
  }
  Result<std::size_t> replay(const control::LetterChoice& choice) override {
    return rows_of(ask("POST", "/dead-letters/replay", to_json(choice)));
  }
  Result<std::size_t> drop(const control::LetterChoice& choice) override {
    return rows_of(ask("POST", "/dead-letters/drop", to_json(choice)));
  }

  Result<std::vector<domain::Load>> loads(std::string_view marketplace, std::size_t at_most) override {
    return things("/loads", {{"marketplace", marketplace}, {"atMost", at_most}}, control::load_from_json);
  }
  Result<void> accept(std::int64_t load) override { return decide("accept", load); }
  Result<void> reject(std::int64_t load) override { return decide("reject", load); }

  Result<std::string> lines(const control::ForecastQuestion& question) override {
    return ask("POST", "/forecast", to_json(question));
  }

  Result<domain::BacktestReport> run(const control::BacktestQuestion& question,
                                     const Backtests::Progress& progress) override {
    progress(0);
    const auto body = ask("POST", "/backtest", to_json(question));
    if (!body) return std::unexpected(body.error());
    return control::backtest_from_json(Json::parse(*body));
  }

  Result<std::string> daily_sales_csv(std::string_view marketplace) override {
    return ask("POST", "/export", {{"marketplace", marketplace}});
  }
  Result<std::string> examples_csv(std::string_view marketplace) override {
    return ask("POST", "/export/examples", {{"marketplace", marketplace}});
  }
  Result<std::string> stock_csv(std::string_view marketplace) override {
    return ask("POST", "/export/stock", {{"marketplace", marketplace}});
  }
  Result<std::string> months_csv(std::string_view marketplace) override {
    return ask("POST", "/export/months", {{"marketplace", marketplace}});
  }
  Result<std::string> features_csv(std::string_view marketplace, std::optional<Day> as_of) override {
    return ask("POST", "/export/features",
               {{"marketplace", marketplace}, {"asOf", as_of ? Json(format_day(*as_of)) : Json()}});
  }

  [[nodiscard]] Result<std::vector<domain::ModelVersion>> list(std::string_view marketplace) const override {
    return things("/models", {{"name", marketplace}}, control::model_from_json);
  }
  [[nodiscard]] Result<std::vector<domain::ModelDecision>> decisions(std::string_view marketplace,
                                                                     std::size_t at_most) const override {
    return things("/models/decisions", {{"name", marketplace}, {"atMost", at_most}}, control::decision_from_json);
  }
  [[nodiscard]] Result<domain::ModelVersion> show(std::string_view version) const override {
    return thing("/models/show", version, control::model_from_json);
  }
  [[nodiscard]] Result<domain::Coverage> show(const control::CoverageQuestion& question) const override {
    const auto body = ask("POST", "/coverage", control::to_json(question));
    if (!body) return std::unexpected(body.error());
    return control::coverage_from_json(Json::parse(*body));
  }
  Result<domain::ModelDecision> promote(std::string_view version) override {
    return thing("/models/promote", version, control::decision_from_json);
  }
  Result<domain::ModelDecision> roll_back(std::string_view marketplace) override {
    return thing("/models/rollback", marketplace, control::decision_from_json);
  }
  Result<domain::ModelDecision> unpin(std::string_view marketplace) override {
    return thing("/models/unpin", marketplace, control::decision_from_json);
  }
  Result<domain::ModelVersion> import(const control::ModelFile& file) override {
    const auto body =
        ask("POST", "/models/import", {{"marketplace", file.marketplace}, {"path", file.path}, {"name", file.name}});
    if (!body) return std::unexpected(body.error());
    return control::model_from_json(Json::parse(*body));
  }
  Result<domain::ModelVersion> archive(std::string_view version) override {
    return thing("/models/archive", version, control::model_from_json);
  }

  Result<identity::Credentials::Made> create(identity::NewCredential what) override {
    const auto body = ask("POST", "/keys/create", identity::to_json(what));
    if (!body) return std::unexpected(body.error());
    return identity::made_from_json(Json::parse(*body));
  }
  Result<std::vector<identity::Credential>> list_keys() override {
    return things("/keys", Json::object(), identity::key_from_json);
  }
  Result<void> revoke_key(std::string_view id) override {
    const auto body = ask("POST", "/keys/revoke", {{"name", id}});
    return body ? Result<void>() : std::unexpected(body.error());
  }

 private:
  /// No command needs it.
  static std::unexpected<Error> at_the_server() {
    return fail(Code::invalid, "", "the list of cycles is at /api/v1/cycles of the running server");
  }
  template <class Thing>
  Result<Thing> thing(std::string target, std::string_view name, Result<Thing> (*read)(const Json&)) const {
    const auto body = ask("POST", std::move(target), {{"name", name}});
    if (!body) return std::unexpected(body.error());
    return read(Json::parse(*body));
  }
  template <class Thing>
  Result<std::vector<Thing>> things(std::string target, const Json& question,
                                    Result<Thing> (*read)(const Json&)) const {
    const auto body = ask("POST", std::move(target), question);
    if (!body) return std::unexpected(body.error());
    std::vector<Thing> found;
    for (const auto& json : Json::parse(*body)) {
      auto thing = read(json);
      if (!thing) return std::unexpected(thing.error());
      found.push_back(std::move(*thing));
    }
    return found;
  }
  static Result<std::size_t> rows_of(const Result<std::string>& body) {
    if (!body) return std::unexpected(body.error());
    return Json::parse(*body).at("rows").get<std::size_t>();
  }
  [[nodiscard]] Result<void> decide(std::string_view decision, std::int64_t load) const {
    const auto body = ask("POST", fmt::format("/loads/{}", decision), {{"id", load}});
    return body ? Result<void>() : std::unexpected(body.error());
  }

  [[nodiscard]] Result<std::string> ask(std::string_view method, std::string target, const Json& body) const {
    http::Request request;
    request.method = method;
    request.target = std::move(target);
    if (!body.is_null()) request.body = body.dump();
    auto response = http::fetch(endpoint_, request, kDeadline);
    if (!response) return std::unexpected(response.error());
    if (response->status == 200) return std::move(response->body);
    const Json problem = Json::parse(response->body, nullptr, false);
    if (problem.is_discarded() || !problem.contains("sentence")) {
      return fail(Code::unavailable, "server", fmt::format("answered {}", response->status));
    }
    return std::unexpected(error_from(problem));
  }

  http::Endpoint endpoint_;
};

}  // namespace

std::unique_ptr<Access> remote_access(std::filesystem::path socket) {
  return std::make_unique<Remote>(std::move(socket));
}

}  // namespace shelfcast::app
