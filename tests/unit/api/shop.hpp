// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/api/api.hpp"
#include "shelfcast/api/events.hpp"
#include "unit/predictions/small_cube.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <future>

namespace shelfcast::test {

/// Cycles that only remember what was asked of them.
class RememberedCycles final : public control::Cycles {
 public:
  std::vector<domain::CycleReport> reports;  // newest first
  std::vector<std::string> started;
  std::optional<Error> refusal;

  [[nodiscard]] Result<std::vector<domain::CycleReport>> list(std::optional<std::string> older_than,
                                                              std::size_t at_most) const override {
    auto from = reports.begin();
    if (older_than) from = std::next(std::ranges::find(reports, *older_than, &domain::CycleReport::id));
    const auto count = std::min(at_most, static_cast<std::size_t>(reports.end() - from));
    return std::vector(from, from + static_cast<std::ptrdiff_t>(count));
  }
  [[nodiscard]] Result<domain::CycleReport> look(std::string_view id) const override {
    const auto found = std::ranges::find(reports, id, &domain::CycleReport::id);
    if (found == reports.end()) return fail(Code::not_found, std::string(id), "there is no such cycle");
    return *found;
  }
  [[nodiscard]] Result<std::optional<domain::CycleReport>> published_by(std::string_view marketplace,
                                                                        Instant moment) const override {
    for (const auto& report : reports)
      if (report.marketplace == marketplace && report.started <= moment) return report;
    return std::nullopt;
  }
  Result<std::string> start(std::string_view marketplace, std::string_view started_by) override {
    if (refusal) return std::unexpected(*refusal);
    started.push_back(std::string(marketplace) + " by " + std::string(started_by));
    return std::string(marketplace) + "-20251120-2";
  }
  Result<std::string> refresh(std::string_view marketplace, std::span<const std::string> categories,
                              std::string_view started_by) override {
    started.push_back(fmt::format("{} of {} by {}", categories.size(), marketplace, started_by));
    return std::string(marketplace) + "-20251120-1+1";
  }
  Result<domain::Replay> replay(std::string_view id, const std::function<void(double)>& /*progress*/) override {
    return fail(Code::not_found, std::string(id), "there is no such cycle");
  }
};

/// Feedback that is only remembered.
class RememberedFeedbacks final : public control::Feedbacks {
 public:
  std::vector<domain::Feedback> kept;

  Result<domain::Feedback> give(domain::Feedback feedback, std::string_view /*idempotency_key*/) override {
    feedback.id = static_cast<std::int64_t>(kept.size()) + 1;
    kept.push_back(std::move(feedback));
    return kept.back();
  }
  [[nodiscard]] Result<std::vector<domain::Feedback>> list(std::optional<std::int64_t> /*before*/,
                                                           std::size_t /*at_most*/) const override {
    return kept;
  }
};

/// Jobs that are only remembered.
class RememberedJobs final : public control::Jobs {
 public:
  std::vector<std::string> asked;
  std::vector<domain::ReasonsQuestion> questions;
  domain::ReasonsPtr found;  // whatever is asked
  bool fails = false;
  std::optional<Error> refusal;

  Result<domain::Job> forecast_by_models(std::string_view marketplace, int lookback_days) override {
    if (refusal) return std::unexpected(*refusal);
    asked.push_back(fmt::format("{} {}", marketplace, lookback_days));
    return job();
  }
  Result<domain::Job> explain(const domain::ReasonsQuestion& question) override {
    if (refusal) return std::unexpected(*refusal);
    questions.push_back(question);
    return job();
  }
  [[nodiscard]] domain::ReasonsPtr reasons(const domain::ReasonsQuestion& /*question*/) const override { return found; }
  Result<domain::Job> bring_back(const domain::CycleReport& cycle) override {
    if (refusal) return std::unexpected(*refusal);
    asked.push_back(cycle.id);
    auto again = job();
    if (fails) again.state = domain::JobState::failed, again.problem = "its model is gone";
    return again;
  }
  [[nodiscard]] std::vector<std::string> models() const override { return {"ensemble", "theta", "seasonal naive"}; }
  [[nodiscard]] Result<domain::Job> look(std::string_view id) const override {
    if (id != job().id) return fail(Code::not_found, std::string(id), "there is no such job");
    return job();
  }

 private:
  static domain::Job job() {
    return {.id = "DE-20251120-1-models", .what = "models", .state = domain::JobState::running, .asked = {7}};
  }
};

inline http::Request request_for(std::string method, std::string target) {
  http::Request request;
  request.method = std::move(method);
  request.target = std::move(target);
  request.headers.set("Host", "localhost");
  return request;
}

/// One that asks for a WebSocket in a sound way.
inline http::Request upgrade_for(std::string target) {
  auto request = request_for("GET", std::move(target));
  request.headers.fields = {{"Host", "x"},
                            {"Connection", "Upgrade"},
                            {"Upgrade", "websocket"},
                            {"Sec-WebSocket-Version", "13"},
                            {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
  return request;
}

inline const std::string kCategories = "/api/v1/predictions/customer/1234/marketplace/DE/categories";

inline std::string products_of(std::string_view category) {
  return fmt::format("/api/v1/predictions/customer/1234/DE/categories/{}/products", category);
}

/// The API over tables of its own, at 11 o'clock in Berlin on Thursday 20 November 2025, the day after the data cut.
class Shop {
 public:
  explicit Shop(api::Options options = {}) : options_(std::move(options)) {
    if (!options_.next_refresh_due) options_.next_refresh_due = [] { return at("2025-11-20T14:00:00Z"); };
  }

  const http::Router& router() {
    if (!router_) router_.emplace(api::routes(services()));
    return *router_;
  }
  http::Response send(http::Request request) {
    router();
    REQUIRE(http::read_target(request));
    const auto match = router_->match(request);
    if (match.route == nullptr || !match.route->handle_later) {
      return match.route ? match.route->handle(request) : match.answer;
    }
    std::promise<http::Response> answered;
    match.route->handle_later(request, [&](http::Response answer) { answered.set_value(std::move(answer)); });
    return answered.get_future().get();
  }
  http::Response get(std::string target) { return send(request_for("GET", std::move(target))); }
  nlohmann::ordered_json json(std::string target) { return nlohmann::ordered_json::parse(get(std::move(target)).body); }

  void publish(const domain::Cube& cube, std::string_view when) { REQUIRE(tables->publish(cube, at(when))); }

  Folder folder;
  std::unique_ptr<predictions::Tables> tables = predictions::Tables::open(folder.path()).value();
  RememberedCycles cycles;
  orders::Desk* orders = nullptr;
  control::Jobs* jobs = nullptr;
  const predictions::ModelBook* models = nullptr;
  predictions::NameIndexes names;
  RememberedFeedbacks feedbacks;
  api::Identity identity = {};
  std::function<void(api::Services&)> furnish = {};  // with whatever else a test wants there
  FixedClock clock{at("2025-11-20T10:00:00Z")};
  api::Warming warming;
  api::Events events{clock, 3};

 private:
  [[nodiscard]] api::Services services() {
    api::Services services{.tables = *tables, .cycles = cycles, .clock = clock, .options = options_};
    services.orders = orders;
    services.jobs = jobs;
    services.models = models;
    services.names = &names;
    services.feedbacks = &feedbacks;
    services.warming = &warming;
    services.events = &events;
    services.identity = identity;
    if (furnish) furnish(services);
    return services;
  }

  api::Options options_;
  std::optional<http::Router> router_;
};

/// The same with the small cube published this morning.
inline std::unique_ptr<Shop> open_shop(api::Options options = {}) {
  auto shop = std::make_unique<Shop>(std::move(options));
  shop->publish(small_cube(), "2025-11-20T06:00:00Z");
  return shop;
}

}  // namespace shelfcast::test
