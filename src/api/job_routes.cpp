// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "api/job_json.hpp"
#include "api/question.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kRetryAfterSeconds = "2";

std::string_view name_of(domain::JobState state) {
  switch (state) {
    case domain::JobState::running:
      return "running";
    case domain::JobState::done:
      return "done";
    case domain::JobState::failed:
      return "failed";
    case domain::JobState::waiting:
      break;
  }
  return "waiting";
}

}  // namespace

std::string job_json(const domain::Job& job) {
  return Json{{"id", job.id},
              {"what", job.what},
              {"state", name_of(job.state)},
              {"problem", job.problem.empty() ? Json() : Json(job.problem)},
              {"asked", format_instant(job.asked)},
              {"ended", job.ended ? Json(format_instant(*job.ended)) : Json()},
              {"url", job_address(job)}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string job_address(const domain::Job& job) {
  return "/api/v1/jobs/" + percent_encoded(job.id);
}

http::Response accepted(const domain::Job& job) {
  auto response = json_answer(202, job_json(job));
  response.headers.set("Location", job_address(job));
  response.headers.set("Retry-After", kRetryAfterSeconds);
  response.headers.set("Cache-Control", "no-store");
  return response;
}

std::vector<http::Route> job_routes(const SharedServices& services) {
  if (services->jobs == nullptr) return {};
  const auto look = [services](const http::Request& request) {
    const auto job = services->jobs->look(request.captured.at("id"));
    if (!job) return answer_of(refusal_of(job.error()), request);
    auto response = json_answer(200, job_json(*job));
    response.headers.set("Cache-Control", "no-store");
    return response;
  };
  return {{"GET", "/api/v1/jobs/{id}", look}};
}

}  // namespace shelfcast::api
