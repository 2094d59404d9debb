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
  request.id = RequestId(request.headers.get("X-Request-Id").value_or("")).text();
}

namespace {

/// The caller learns the id only: what broke is nobody's business but the log's.
Response failure(std::string_view route, const Request& request, std::string_view reason) {
  log(Severity::error, "handler failed", {{"route", route}, {"request_id", request.id}, {"reason", reason}});
  return problem(500, "internal", "Internal Server Error", "Something went wrong here; it has been logged.", request);
}

}  // namespace

Response answer_of(const Route& route, const Request& request) {
  try {
    return route.handle(request);
  } catch (const std::exception& reason) {
    return failure(route.path, request, reason.what());
  } catch (...) {
    return failure(route.path, request, "unknown exception");
  }
}

void answer_later(const Route& route, const Request& request, const Answer& answer) {
  try {
    route.handle_later(request, answer);
  } catch (const std::exception& reason) {
    answer(failure(route.path, request, reason.what()));
  } catch (...) {
    answer(failure(route.path, request, "unknown exception"));
  }
}

Response forgotten_answer(const Request& request) {
  return failure(request.path, request, "no answer was given");
}

Router::Match route_of(const Router& router, Request& request) {
  if (const auto read = read_target(request); !read) {
    const std::string detail = "The address cannot be read: " + read.error().sentence + ".";
    return {.route = nullptr, .answer = problem(400, "malformed-target", "Bad Request", detail, request)};
  }
  return router.match(request);
}

}  // namespace shelfcast::http
