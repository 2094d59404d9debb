// SPDX-License-Identifier: Apache-2.0
#include "app/server.hpp"

#include "app/certificate.hpp"
#include "app/control_routes.hpp"
#include "app/log_setup.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/dashboard/dashboard.hpp"
#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <ranges>

namespace shelfcast::app {
namespace {

constexpr std::chrono::seconds kHeartbeat{15};
constexpr std::chrono::seconds kGrace{1};  // for a request that is on its way when the doors close
constexpr std::chrono::seconds kBetweenLooks{2};

http::Limits limits(const Config& config) {
  return {.header_bytes = static_cast<std::size_t>(config.integer("server.header_bytes")),
          .body_bytes = static_cast<std::size_t>(config.integer("server.body_bytes")),
          .connections = static_cast<std::size_t>(config.integer("server.connections")),
          .slow_requests = static_cast<std::size_t>(config.integer("server.slow_requests")),
          .idle = std::chrono::seconds(config.integer("server.idle_seconds")),
          .prepared_answers = static_cast<std::size_t>(config.integer("server.cache_entries"))};
}

std::string_view administration(const Config& config) {
  if (!config.text("server.admin_token").empty()) return "with the admin token or a key";
  return is_loopback(config.text("server.address")) ? "by whoever is on this machine" : "with a key";
}

api::Identity identity_of(const Gatehouse& gatehouse) {
  return {.doorkeeper = gatehouse.doorkeeper.get(),
          .limits = gatehouse.limits.get(),
          .audit = gatehouse.audit.get(),
          .credentials = gatehouse.credentials.get(),
          .tokens = gatehouse.tokens.get(),
          .login = gatehouse.login.get()};
}

/// Null where none is configured.
std::unique_ptr<http::SharedLevel> shared_answers(const Config& config) {
  if (config.text("server.redis").empty()) return nullptr;
  return http::open_redis({.host = config.text("server.redis"),
                           .port = static_cast<std::uint16_t>(config.integer("server.redis_port")),
                           .password = config.text("server.redis_password"),
                           .prefix = config.text("server.redis_prefix")});
}

/// What the events on the topic look like, for those who read it.
/// What works yet stays as it stands: whatever it was, the next start finds it as after a power cut and takes it up.
[[noreturn]] void leave_work_behind() {
  telemetry::log(telemetry::Severity::warning, "stopped while work went on: the next start takes it up");
  ::_exit(0);
}

http::Route order_event_schema_route() {
  const auto answer = [](const http::Request&) {
    http::Response response{.status = 200, .headers = {}, .body = std::string(eventlog::order_event_schema())};
    response.headers.set("Content-Type", "application/schema+json");
    response.headers.set("Cache-Control", "public, max-age=3600");
    return response;
  };
  return {"GET", "/schemas/order-event.v1.json", answer, http::Pace::quick, "public"};
}

}  // namespace

Server::Server(LocalAccess& access, Gatehouse& gatehouse, Reloading::Read read)
    : access_(access),
      house_(access.house()),
      gatehouse_(gatehouse),
      shared_answers_(shared_answers(house_.config)),
      events_(std::make_shared<api::Events>(house_.clock,
                                            static_cast<std::size_t>(house_.config.integer("server.listeners")))),
      public_router_(public_routes()),
      control_router_(owner_routes()),
      public_(*house_.runtime, public_router_, limits(house_.config), api::give_prepared(identity_of(gatehouse))),
      control_(*house_.runtime, control_router_, limits(house_.config)),
      live_orders_(house_, access.cycles()),
      accuracy_watch_(house_, access.cycles()),
      freshness_(house_),
      heartbeat_(kHeartbeat, [events = events_] { events->beat(); }),
      listeners_looks_(kBetweenLooks, [events = events_] { events->look(); }),
      reloading_(house_.config, std::move(read), [this](const Config& config) { return apply(config); }) {
  const Config& config = house_.config;
  const auto every_hours = static_cast<int>(config.integer("refresh.every_hours"));
  if (every_hours > 0 && !house_.pinned) {
    timer_ = std::make_unique<runtime::PeriodicTask>(
        *house_.runtime, house_.clock,
        runtime::PeriodicTask::Options{
            .name = "refresh", .every_hours = every_hours, .work = [this] { access_.cycles().start_all("timer"); }});
  }
  // What models by themselves say is there before anybody asks. A cycle may end after this server did: no `this`.
  access_.cycles().when_published([&access](const std::string& marketplace) {
    if (const auto job = access.jobs().forecast_by_models(marketplace, 0); !job)
      telemetry::log(telemetry::Severity::warning, "models not asked", {{"problem", job.error().text()}});
  });
  add_parts();
}

/// In the order in which they start; they stop in the reverse one.
void Server::add_parts() {
  lifecycle_.add(
      "warming",
      [this]() -> Result<void> {
        // A cycle may publish after this server did its last: no `this`.
        house_.tables->prepare_with([warming = warming_](const predictions::TablePtr& next) { warming->warm(next); });
        return {};
      },
      [this] { warming_->stop(); });
  add_event_logs();
  lifecycle_.add(
      "control socket", [this] { return control_.listen(control_socket(house_.config)); },
      [this] { control_.stop(drain_); });
  lifecycle_.add(
      "issuers' keys",
      [this]() -> Result<void> {
        gatehouse_.doorkeeper->start();
        return {};
      },
      [this] { gatehouse_.doorkeeper->stop(); });
  lifecycle_.add("orders", [this] { return house_.orders->start(); }, [this] { house_.orders->stop(); });
  lifecycle_.add("http", [this] { return open_doors(); }, [this] { close_doors(); });
  lifecycle_.add("listeners", []() -> Result<void> { return {}; }, [this] { events_->stop(); });
  run_between("heartbeat of events", heartbeat_);
  run_between("what listeners look at", listeners_looks_);
  run_between("live orders", live_orders_);
  lifecycle_.add("jobs", []() -> Result<void> { return {}; }, [this] { access_.jobs().stop(); });
  lifecycle_.add("interrupted cycles", [this] { return access_.cycles().resume(); }, [] {});
  lifecycle_.add("tables to look back at", [this] { return map_kept_tables(); }, [] {});
  run_between("accuracy watch", accuracy_watch_);
  lifecycle_.add(
      "alerts",
      [this]() -> Result<void> {
        alert_desk_->start();
        return {};
      },
      [this] { alert_desk_->stop(); });
  if (timer_) run_between("freshness", freshness_);
  if (timer_) run_between("refresh timer", *timer_);
}

/// Before the doors open and after they close, so that the last order taken is on its way as well.
void Server::add_event_logs() {
  const std::string topic(eventlog::kOrderEvents);
  std::vector<eventlog::EventLog*> logs{house_.log.get()};
  if (house_.kafka) logs.push_back(house_.kafka.get());
  upkeep_ = std::make_unique<eventlog::Upkeep>(eventlog::Upkeep::Options{.logs = std::move(logs), .trimmed = {topic}});
  run_between("event log upkeep", *upkeep_);
  if (!house_.kafka) return;
  relay_ = std::make_unique<eventlog::Relay>(
      eventlog::Relay::Rooms{.outbox = *house_.log, .target = *house_.kafka, .store = *house_.store},
      eventlog::Relay::Options{.topic = topic, .seed = fingerprint(house_.config.text("data"))});
  run_between("relay", *relay_);
}

std::vector<http::Route> Server::owner_routes() {
  auto routes = recorded(control_routes(access_, *gatehouse_.credentials), *gatehouse_.audit);
  routes.push_back({"POST", "/hand-over", [this](const http::Request&) { return asked_to_give_way(); }});
  return routes;
}

/// A cycle or job that runs is waited for before the data directory can be closed: rather by whoever comes than by all
/// who ask meanwhile.
http::Response Server::asked_to_give_way() const {
  const bool is_busy = access_.cycles().is_busy() || access_.jobs().is_busy();
  if (!is_busy) wishes_->want(Wish::hand_over);
  return {.status = is_busy ? kBusy : 200, .headers = {}, .body = {}};
}

Result<void> Server::open_doors() {
  const Config& config = house_.config;
  if (inheritance_.listening.empty()) {
    return public_.listen(http::Server::Tcp{.address = config.text("server.address"),
                                            .port = static_cast<std::uint16_t>(config.integer("server.port"))});
  }
  for (auto& socket : inheritance_.listening) {
    if (auto listening = public_.listen(std::move(socket)); !listening) return listening;
  }
  public_.adopt(std::move(inheritance_.connections));
  return {};
}

void Server::close_doors() {
  if (heir_) {
    left_to_heir_ = public_.hand_over(drain_, kGrace);
  } else {
    public_.stop(drain_, kGrace);
  }
}

Result<void> Server::start(Inheritance inheritance) {
  inheritance_ = std::move(inheritance);
  const Config& config = house_.config;
  if (!gatehouse_.is_required) {
    telemetry::log(telemetry::Severity::warning, "no authentication: anyone who reaches this port can read",
                   {{"address", config.text("server.address")}, {"administration", administration(config)}});
  }
  // Before anyone can know that the server is there: a signal must never meet the default that kills.
  stop_signals_ = std::make_unique<runtime::StopSignals>(*house_.runtime, [to = wishes_] { to->want(Wish::end); });
  reload_signal_ = std::make_unique<runtime::ReloadSignal>(*house_.runtime, [to = wishes_] { to->want(Wish::reload); });
  telemetry::gauge("shelfcast_build_info", {{"version", SHELFCAST_VERSION}}).set(1);
  if (auto applied = apply(config); !applied) return applied;
  auto desk = AlertDesk::make(house_, events_);
  if (!desk) return std::unexpected(desk.error());
  alert_desk_ = std::move(*desk);
  // A cycle may end after this server did: no `this`.
  access_.cycles().when_ended(
      [&access = access_, events = events_, alerts = std::weak_ptr(alert_desk_)](const std::string& marketplace) {
        if (const auto table = access.house().tables->current(marketplace)) events->tell_published(*table);
        if (const auto watching = alerts.lock()) watching->look_soon();
      });
  if (auto started = lifecycle_.start(); !started) return started;
  const std::string_view scheme = config.text("server.certificate").empty() ? "http" : "https";
  telemetry::log(telemetry::Severity::info, "serving",
                 {{"url", fmt::format("{}://{}:{}", scheme, config.text("server.address"), port())}});
  return {};
}

Result<void> Server::apply(const Config& config) {
  const auto certificate = certificate_of(config);
  if (!certificate) return std::unexpected(certificate.error());
  if (*certificate) tell_of(**certificate);
  public_.certify(*certificate);
  gatehouse_.apply(config);
  drain_ = std::chrono::seconds(config.integer("server.drain_seconds"));
  set_up_log(config);
  return {};
}

/// Those who watch the server learn how long its certificate is good.
void Server::tell_of(const http::Certificate& certificate) {
  telemetry::gauge("shelfcast_http_certificate_end_timestamp_seconds")
      .set(static_cast<double>(certificate.ends().seconds));
  telemetry::log(telemetry::Severity::info, "certificate read",
                 {{"sha256", certificate.fingerprint()}, {"ends", format_instant(certificate.ends())}});
  if (const auto complaint = complaint_about_time(certificate, SystemClock().now()); !complaint.empty()) {
    telemetry::log(telemetry::Severity::warning, "callers may not trust the certificate", {{"problem", complaint}});
  }
}

std::optional<Server::Succession> Server::wait() {
  for (;;) {
    const Wish wish = wishes_->next();
    if (wish == Wish::reload) reloading_.reload();
    if (wish == Wish::hand_over) {
      if (auto succession = hand_over()) return succession;
    }
    if (wish == Wish::end) {
      stop();
      if (!house_.runtime->rests_within(drain_)) leave_work_behind();
      return std::nullopt;
    }
  }
}

/// Before somebody asks, and waits for each of them to be read. This may go on after the server: no `this`.
Result<void> Server::map_kept_tables() {
  house_.runtime->post([&tables = *house_.tables, warming = warming_] {
    for (const auto& marketplace : tables.marketplaces()) {
      warming->warm(tables.current(marketplace));
      const auto kept = tables.kept(marketplace);
      for (const auto& one : kept | std::views::reverse | std::views::take(api::kTablesLookedBackAt))
        static_cast<void>(tables.find(marketplace, one.id));
    }
  });
  return {};
}

/// To whoever asks meanwhile the server is ready: what it does not answer any more, the other one will.
std::optional<Server::Succession> Server::hand_over() {
  auto heir = Heir::meet(house_.config, public_.listening());
  if (!heir) {
    telemetry::log(telemetry::Severity::warning, "not taken over, serving on", {{"problem", heir.error().text()}});
    return std::nullopt;
  }
  telemetry::log(telemetry::Severity::info, "handing over to another process");
  heir_ = std::move(*heir);
  lifecycle_.stop();
  return Succession{.heir = std::move(*heir_), .connections = std::move(left_to_heir_)};
}

void Server::stop() {
  draining_ = true;
  lifecycle_.stop();
}

std::vector<http::Route> Server::public_routes() {
  const Config& config = house_.config;
  api::Options options{
      .admin_token = config.text("server.admin_token"),
      .loopback_only = is_loopback(config.text("server.address")),
      .cached_answers = static_cast<std::size_t>(config.integer("server.cache_entries")),
      .warmed_answers = static_cast<std::size_t>(config.integer("server.warmed_answers")),
      .bulk_body_bytes = static_cast<std::size_t>(config.integer("orders.bulk_bytes")),
      .graphql_depth = static_cast<std::size_t>(config.integer("graphql.depth")),
      .graphql_cost = static_cast<std::uint64_t>(config.integer("graphql.cost")),
      .tells_confidence = config.text("api.confidence") == "on",
      .version = SHELFCAST_VERSION,
      .pinned_now = house_.pinned,
      .next_refresh_due = [this] { return next_refresh(); },
      .serves_marketplace = [this](std::string_view key) { return house_.catalogue->marketplace(key).has_value(); },
      .draining = [this] { return draining_.load(); }};
  auto beside = dashboard::routes();
  beside.push_back(order_event_schema_route());
  return api::routes({.tables = *house_.tables,
                      .cycles = access_.cycles(),
                      .clock = house_.clock,
                      .options = std::move(options),
                      .orders = house_.orders.get(),
                      .catalogue = house_.catalogue.get(),
                      .deltas = house_.deltas.get(),
                      .dead_letters = &access_.dead_letters(),
                      .quarantine = &access_.quarantine(),
                      .jobs = &access_.jobs(),
                      .models = house_.model_book.get(),
                      .coverages = &access_.coverages(),
                      .registry = &access_.models(),
                      .feedbacks = &access_.feedbacks(),
                      .tags = &access_.tags(),
                      .alerts = &access_.alerts(),
                      .alert_letters = &access_.alert_letters(),
                      .names = &names_,
                      .rows = house_.rows.get(),
                      .shared_answers = shared_answers_.get(),
                      .events = events_.get(),
                      .warming = warming_.get(),
                      .identity = identity_of(gatehouse_)},
                     std::move(beside));
}

Instant Server::next_refresh() const {
  return timer_ ? timer_->next() : house_.clock.now() + kHour;
}

}  // namespace shelfcast::app
