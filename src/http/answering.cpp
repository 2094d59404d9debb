// SPDX-License-Identifier: Apache-2.0
#include "http/answering.hpp"

#include "http/request_id.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <exception>
#include <string>

namespace shelfcast::http {

using telemetry::log;
using telemetry::Severity;

void set_id(Request& request) {
  const auto callers = request.headers.get("X-Request-Id");
  request.id = callers && is_request_id(*callers) ? std::string(*callers) : new_request_id();
}

Response answer_of(const Route& route, const Request& request) {
  std::string reason = "unknown exception";
  try {
    return route.handle(request);
  } catch (const std::exception& failure) {
    reason = failure.what();
  } catch (...) {  // NOLINT(bugprone-empty-catch): said below
  }
  // The caller learns the id only: what broke is nobody's business but the log's.
  log(Severity::error, "handler failed", {{"route", route.path}, {"request_id", request.id}, {"reason", reason}});
  return problem(500, "internal", "Internal Server Error", "Something went wrong here; it has been logged.", request);
}

Router::Match route_of(const Router& router, Request& request) {
  if (const auto read = read_target(request); !read) {
    const std::string detail = "The address cannot be read: " + read.error().sentence + ".";
    return {.route = nullptr, .answer = problem(400, "malformed-target", "Bad Request", detail, request)};
  }
  return router.match(request);
}

}  // namespace shelfcast::http
