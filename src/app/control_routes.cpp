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
#include "shelfcast/identity/key_json.hpp"

#include <algorithm>
#include <iterator>

namespace shelfcast::app {
namespace {

using http::Request;
using http::Response;

/// What is done by these is an administrative act.
constexpr std::string_view kActs = "operations:write";

Response answer(const Json& json) {
  Response response;
  response.headers.set("Content-Type", "application/json");
  response.body = json.dump();
  return response;
}

Response refusal(const Error& error) {
  Response response = answer(to_json(error));
  response.status = 422;
  return response;
}

/// Calls `act` with the request's JSON; what it cannot read is refused.
template <class Act>
http::Handler with_body(Act act) {
  return [act](const Request& request) {
    try {
      return act(Json::parse(request.body));
    } catch (const Json::exception& error) {
      return refusal({Code::invalid, "body", error.what()});
    }
  };
}

Response list_of(const Result<std::vector<std::string>>& names) {
  return names ? answer(Json(*names)) : refusal(names.error());
}

Response start_cycle(control::Cycles& cycles, const Json& body) {
  const auto marketplace = body.at("marketplace").get<std::string>();
  const auto started_by = body.at("startedBy").get<std::string>();
  const auto categories = body.value("categories", std::vector<std::string>{});
  const auto id =
      categories.empty() ? cycles.start(marketplace, started_by) : cycles.refresh(marketplace, categories, started_by);
  return id ? answer({{"id", *id}}) : refusal(id.error());
}

Response look_at_cycle(const control::Cycles& cycles, const Request& request) {
  const auto report = cycles.look(request.captured.find("id")->second);
  return report ? answer(control::to_json(*report)) : refusal(report.error());
}

Response replay(control::Cycles& cycles, const Request& request) {
  const auto replay = cycles.replay(request.captured.find("id")->second, [](double) {});
  return replay ? answer(control::to_json(*replay)) : refusal(replay.error());
}

Response import(control::Loads& loads, const Json& body) {
  const auto report = loads.import(load_from(body), [](std::string_view, double) {});
  return report ? answer(to_json(*report)) : refusal(report.error());
}

template <class Thing>
Response list_of_things(const Result<std::vector<Thing>>& things) {
  if (!things) return refusal(things.error());
  Json list = Json::array();
  for (const auto& thing : *things) list.push_back(control::to_json(thing));
  return answer(list);
}

Response rows(const Result<std::size_t>& moved) {
  return moved ? answer({{"rows", *moved}}) : refusal(moved.error());
}

Response done(const Result<void>& decided) {
  return decided ? answer(Json::object()) : refusal(decided.error());
}

template <class Thing>
Response one(const Result<Thing>& thing) {
  return thing ? answer(control::to_json(*thing)) : refusal(thing.error());
}

std::vector<http::Route> routes_of_models(Access& access) {
  const auto act = [&access](std::string path, auto answered) {
    const auto with_name = [&access, answered](const Json& body) {
      return answered(access.models(), body.at("name").get<std::string>());
    };
    return http::Route{"POST", std::move(path), with_body(with_name), http::Pace::slow};
  };
  const auto decide = [&act](std::string path, auto answered) {
    auto route = act(std::move(path), answered);
    route.needs = kActs;
    return route;
  };
  using control::Models;
  return {
      act("/models", [](Models& models, const auto& name) { return list_of_things(models.list(name)); }),
      act("/models/show", [](Models& models, const auto& name) { return one(models.show(name)); }),
      decide("/models/promote", [](Models& models, const auto& name) { return one(models.promote(name)); }),
      decide("/models/rollback", [](Models& models, const auto& name) { return one(models.roll_back(name)); }),
      decide("/models/unpin", [](Models& models, const auto& name) { return one(models.unpin(name)); }),
      decide("/models/archive", [](Models& models, const auto& name) { return one(models.archive(name)); }),
      {"POST", "/models/import", with_body([&access](const Json& body) {
         return one(access.models().import({body.at("marketplace"), body.at("path"), body.at("name")}));
       }),
       http::Pace::slow, kActs},
      {"POST", "/models/decisions", with_body([&access](const Json& body) {
         return list_of_things(access.models().decisions(body.at("name").get<std::string>(), body.at("atMost")));
       }),
       http::Pace::slow},
  };
}

std::vector<http::Route> routes_of_what_was_set_aside(Access& access) {
  const auto post = [](std::string path, auto act, std::string_view needs = {}) {
    return http::Route{"POST", std::move(path), with_body(std::move(act)), http::Pace::slow, needs};
  };
  return {
      post("/dead-letters",
           [&access](const Json& body) { return list_of_things(access.dead_letters().list(letter_page_from(body))); }),
      post(
          "/dead-letters/replay",
          [&access](const Json& body) { return rows(access.dead_letters().replay(letter_choice_from(body))); }, kActs),
      post(
          "/dead-letters/drop",
          [&access](const Json& body) { return rows(access.dead_letters().drop(letter_choice_from(body))); }, kActs),
      post("/loads",
           [&access](const Json& body) {
             return list_of_things(
                 access.quarantine().loads(body.at("marketplace").get<std::string>(), body.at("atMost")));
           }),
      post(
          "/loads/accept", [&access](const Json& body) { return done(access.quarantine().accept(body.at("id"))); },
          kActs),
      post(
          "/loads/reject", [&access](const Json& body) { return done(access.quarantine().reject(body.at("id"))); },
          kActs),
  };
}

Response create_key(identity::Credentials& credentials, const Json& body) {
  auto wanted = identity::new_key_from(body);
  if (!wanted) return refusal({Code::invalid, "keys", wanted.error().front().message});
  wanted->created_by = owner().name;
  const auto made = credentials.create(std::move(*wanted));
  return made ? answer(identity::to_json(*made)) : refusal(made.error());
}

Response list_keys(const identity::Credentials& credentials) {
  const auto keys = credentials.keys(kMostKeys);
  if (!keys) return refusal(keys.error());
  Json list = Json::array();
  for (const auto& key : *keys) list.push_back(identity::to_json(key));
  return answer(list);
}

std::vector<http::Route> routes_of_keys(identity::Credentials& credentials) {
  using enum http::Pace;
  return {
      {"POST", "/keys", [&credentials](const Request&) { return list_keys(credentials); }, slow},
      {"POST", "/keys/create", with_body([&credentials](const Json& body) { return create_key(credentials, body); }),
       slow, kActs},
      {"POST", "/keys/revoke", with_body([&credentials](const Json& body) {
         return done(credentials.revoke(body.at("name").get<std::string>()));
       }),
       slow, kActs},
  };
}

Response text_of(Result<std::string> text, std::string_view type) {
  if (!text) return refusal(text.error());
  Response response;
  response.headers.set("Content-Type", std::string(type));
  response.body = std::move(*text);
  return response;
}

using Export = Result<std::string> (control::Exports::*)(std::string_view marketplace);

Response exported(control::Exports& exports, Export what, const Json& body) {
  return text_of((exports.*what)(body.at("marketplace").get<std::string>()), "text/csv");
}

Response exported_features(control::Exports& exports, const Json& body) {
  const auto& day = body.at("asOf");
  const auto as_of = day.is_null() ? Result<Day>() : parse_day(day.get<std::string>());
  if (!as_of) return refusal(as_of.error());
  const auto asked = day.is_null() ? std::nullopt : std::optional(*as_of);
  return text_of(exports.features_csv(body.at("marketplace").get<std::string>(), asked), "text/csv");
}

Response forecast(control::Forecasts& forecasts, const Json& body) {
  const auto question = forecast_question_from(body);
  return text_of(forecasts.lines(question), question.json ? "application/x-ndjson" : "text/csv");
}

Response coverage(const control::Coverages& coverages, const Json& body) {
  const auto question = control::coverage_question_from_json(body);
  return question ? one(coverages.show(*question)) : refusal(question.error());
}

Response backtest(control::Backtests& backtests, const Json& body) {
  const auto report = backtests.run(backtest_question_from(body), [](double) {});
  return report ? answer(control::to_json(*report)) : refusal(report.error());
}

}  // namespace

const identity::Caller& owner() {
  static const identity::Caller owner{.name = "command line", .role = identity::Role::admin, .seller = {}};
  return owner;
}

std::vector<http::Route> recorded(std::vector<http::Route> routes, identity::AuditLog& audit) {
  for (auto& route : routes) {
    if (route.needs != kActs) continue;
    route.handle = [&audit, act = route.method + ' ' + route.path,
                    handle = std::move(route.handle)](const Request& request) {
      auto response = handle(request);
      audit.add(identity::act_of(owner(), act, request, response.status));
      return response;
    };
  }
  return routes;
}

std::vector<http::Route> control_routes(Access& access, identity::Credentials& credentials) {
  using enum http::Pace;
  const auto exports = [&access](std::string path, Export what) {
    const auto act = [&access, what](const Json& body) { return exported(access.exports(), what, body); };
    return http::Route{"POST", std::move(path), with_body(act), slow};
  };
  std::vector<http::Route> routes{
      {"GET", "/marketplaces", [&access](const Request&) { return list_of(access.marketplaces()); }, quick},
      {"POST", "/cycles", with_body([&access](const Json& body) { return start_cycle(access.cycles(), body); }), slow,
       kActs},
      {"GET", "/cycles/{id}", [&access](const Request& request) { return look_at_cycle(access.cycles(), request); },
       quick},
      {"POST", "/cycles/{id}/replay", [&access](const Request& request) { return replay(access.cycles(), request); },
       slow},
      {"POST", "/import", with_body([&access](const Json& body) { return import(access.loads(), body); }), slow, kActs},
      exports("/export", &control::Exports::daily_sales_csv),
      exports("/export/stock", &control::Exports::stock_csv),
      exports("/export/months", &control::Exports::months_csv),
      exports("/export/examples", &control::Exports::examples_csv),
      {"POST", "/export/features",
       with_body([&access](const Json& body) { return exported_features(access.exports(), body); }), slow},
      {"POST", "/forecast", with_body([&access](const Json& body) { return forecast(access.forecasts(), body); }),
       slow},
      {"POST", "/coverage", with_body([&access](const Json& body) { return coverage(access.coverages(), body); }),
       slow},
      {"POST", "/backtest", with_body([&access](const Json& body) { return backtest(access.backtests(), body); }),
       slow},
  };
  std::ranges::move(routes_of_what_was_set_aside(access), std::back_inserter(routes));
  std::ranges::move(routes_of_models(access), std::back_inserter(routes));
  std::ranges::move(routes_of_keys(credentials), std::back_inserter(routes));
  return routes;
}

}  // namespace shelfcast::app
