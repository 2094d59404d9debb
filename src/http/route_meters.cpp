// SPDX-License-Identifier: Apache-2.0
#include "http/route_meters.hpp"

#include <algorithm>

namespace shelfcast::http {

namespace {

constexpr const char* kRequests = "shelfcast_http_requests_total";
constexpr const char* kDuration = "shelfcast_http_request_duration_seconds";
constexpr std::string_view kNoRoute = "none";
constexpr std::array<std::string_view, 7> kMethods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

// Labels are never what a caller makes up: each would be a series for ever.
std::string_view known_method(std::string_view method) {
  const auto* found = std::ranges::find(kMethods, method);
  return found == kMethods.end() ? "other" : *found;
}

telemetry::Counter& requests(std::string_view method, std::string_view route, int status) {
  return telemetry::counter(kRequests,
                            {{"method", known_method(method)}, {"route", route}, {"code", std::to_string(status)}});
}

telemetry::Histogram& duration(std::string_view method, std::string_view route) {
  return telemetry::histogram(kDuration, {{"method", known_method(method)}, {"route", route}});
}

}  // namespace

RouteMeters::RouteMeters(const Router& router) : router_(router), meters_(router.routes().size()) {
  for (std::size_t i = 0; i < meters_.size(); ++i) {
    meters_[i].duration = &duration(router.routes()[i].method, router.routes()[i].path);
  }
}

void RouteMeters::count(const Route* route, std::string_view method, int status, double seconds) {
  if (route == nullptr || route->method != method || status < 100 || status >= 600) {
    const std::string_view path = route == nullptr ? kNoRoute : std::string_view(route->path);
    requests(method, path, status).add();
    duration(method, path).observe(seconds);
    return;
  }
  Meter& meter = meters_[static_cast<std::size_t>(route - router_.routes().data())];
  std::atomic<telemetry::Counter*>& counter = meter.by_status[static_cast<std::size_t>(status)];
  // Two threads may both look it up the first time: they find the same one.
  if (counter == nullptr) counter = &requests(method, route->path, status);
  counter.load(std::memory_order_acquire)->add();
  meter.duration->observe(seconds);
}

}  // namespace shelfcast::http
