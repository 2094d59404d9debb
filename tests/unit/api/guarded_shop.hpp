// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/identity/audit_log.hpp"
#include "shelfcast/identity/credentials.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/rate_limits.hpp"
#include "shelfcast/identity/token_desk.hpp"
#include "unit/api/kept_tags.hpp"
#include "unit/api/shop.hpp"
#include "unit/api/undelivered.hpp"
#include "unit/api/watched.hpp"
#include "unit/orders/order_desk.hpp"

namespace shelfcast::test {

/// What is administrated, as if nothing were there.
class NothingThere final : public control::DeadLetters,
                           public control::Quarantine,
                           public control::Models,
                           public control::Coverages {
 public:
  Result<std::vector<control::KeptLetter>> list(const Page& /*page*/) override { return {}; }
  Result<std::size_t> replay(const control::LetterChoice& /*choice*/) override { return 0; }
  Result<std::size_t> drop(const control::LetterChoice& /*choice*/) override { return 0; }
  Result<std::vector<domain::Load>> loads(std::string_view /*marketplace*/, std::size_t /*at_most*/) override {
    return {};
  }
  Result<void> accept(std::int64_t /*load*/) override { return none(); }
  Result<void> reject(std::int64_t /*load*/) override { return none(); }
  [[nodiscard]] Result<std::vector<domain::ModelVersion>> list(std::string_view /*marketplace*/) const override {
    return none();
  }
  [[nodiscard]] Result<domain::ModelVersion> show(std::string_view /*version*/) const override { return none(); }
  [[nodiscard]] Result<std::vector<domain::ModelDecision>> decisions(std::string_view /*marketplace*/,
                                                                     std::size_t /*at_most*/) const override {
    return none();
  }
  Result<domain::ModelDecision> promote(std::string_view /*version*/) override { return none(); }
  Result<domain::ModelDecision> roll_back(std::string_view /*marketplace*/) override { return none(); }
  Result<domain::ModelDecision> unpin(std::string_view /*marketplace*/) override { return none(); }
  Result<domain::ModelVersion> import(const control::ModelFile& /*file*/) override { return none(); }
  Result<domain::ModelVersion> archive(std::string_view /*version*/) override { return none(); }
  [[nodiscard]] Result<domain::Coverage> show(const control::CoverageQuestion& /*question*/) const override {
    return none();
  }

 private:
  static std::unexpected<Error> none() { return fail(Code::not_found, "", "there is none"); }
};

/// The whole API behind a door, over the small cube and a desk for orders: who asks shows a key.
class GuardedShop {
 public:
  explicit GuardedShop(bool is_required = true, const identity::RateLimits::Options& limits = {.per_hour = {0, 0, 0}})
      : limits_(shop.clock, limits) {
    doorkeeper_ =
        identity::Doorkeeper::open({.clock = shop.clock, .credentials = credentials.get(), .desk = tokens.get()},
                                   {.admin_token = "sesame", .is_required = is_required})
            .value();
    shop.publish(small_cube(), "2025-11-20T06:00:00Z");
    shop.orders = desk.desk.get();
    shop.jobs = &jobs_;
    shop.models = &models_;
    shop.identity = {.doorkeeper = doorkeeper_.get(),
                     .limits = &limits_,
                     .audit = &audit,
                     .credentials = credentials.get(),
                     .tokens = tokens.get()};
    shop.furnish = [this](api::Services& services) {
      services.catalogue = &desk.catalogue;
      services.deltas = &deltas_;
      services.rows = &rows_;
      services.dead_letters = &nothing_;
      services.quarantine = &nothing_;
      services.registry = &nothing_;
      services.coverages = &nothing_;
      services.alerts = &alerts;
      services.alert_letters = &letters;
      services.tags = &tags_;
    };
  }

  std::string key_for(identity::Role role, std::string seller = {},
                      identity::ScopeSet scopes = ~identity::ScopeSet{0}) {
    return credentials
        ->create({.name = "test", .role = role, .seller = std::move(seller), .scopes = scopes, .created_by = "test"})
        .value()
        .secret;
  }

  /// `body` as JSON, or as rows to a target that takes them.
  static http::Request request(std::string method, std::string target, const std::string& key, std::string body = {}) {
    auto request = request_for(std::move(method), std::move(target));
    if (!key.empty()) request.headers.set("Authorization", "Bearer " + key);
    const bool is_bulk = request.target.find(":bulk") != std::string::npos;
    if (!body.empty()) request.headers.set("Content-Type", is_bulk ? "application/x-ndjson" : "application/json");
    request.body = std::move(body);
    request.id = "r-1";
    return request;
  }
  http::Response ask(std::string method, std::string target, const std::string& key, std::string body = {}) {
    return shop.send(request(std::move(method), std::move(target), key, std::move(body)));
  }
  nlohmann::ordered_json graphql(const std::string& query, const std::string& key) {
    using Json = nlohmann::ordered_json;
    return Json::parse(ask("POST", "/graphql", key, Json{{"query", query}}.dump()).body);
  }

  testing::TempFolder folder;
  Shop shop;
  testing::OrderDesk desk;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "identity.db").value();
  std::unique_ptr<identity::Credentials> credentials = identity::Credentials::open(*database, shop.clock).value();
  std::unique_ptr<identity::TokenDesk> tokens =
      identity::TokenDesk::open({.database = *database, .credentials = *credentials, .clock = shop.clock},
                                folder.path() / "identity", {})
          .value();
  identity::AuditLog audit{*database, shop.clock};
  Watched alerts{shop.clock};
  Undelivered letters;

 private:
  static std::vector<const storage::Family*> families() {
    auto all = deltas::families();
    for (const auto* family : features::Rows::families()) all.push_back(family);
    return all;
  }
  std::unique_ptr<storage::Store> store_ = storage::Store::open(folder.path() / "store", families()).value();
  deltas::Deltas deltas_{*store_};
  features::Rows rows_{*store_};
  NothingThere nothing_;
  KeptTags tags_{*database};
  RememberedJobs jobs_;
  predictions::ModelBook models_{*database};
  identity::RateLimits limits_;
  std::unique_ptr<identity::Doorkeeper> doorkeeper_;
};

}  // namespace shelfcast::test
