// SPDX-License-Identifier: Apache-2.0
#include "api/accepted.hpp"
#include "api/endpoints.hpp"
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

std::string job_address(const domain::Job& job) {
  return "/api/v1/jobs/" + percent_encoded(job.id);
}

Json job_json(const domain::Job& job) {
  return Json{{"id", job.id},
              {"what", job.what},
              {"state", name_of(job.state)},
              {"problem", job.problem.empty() ? Json() : Json(job.problem)},
              {"asked", format_instant(job.asked)},
              {"ended", job.ended ? Json(format_instant(*job.ended)) : Json()},
              {"url", job_address(job)}};
}

}  // namespace

http::Response accepted(const domain::Job& job) {
  auto response = fresh_answer(202, job_json(job));
  response.headers.set("Location", job_address(job));
  response.headers.set("Retry-After", kRetryAfterSeconds);
  return response;
}

Endpoints job_routes(const SharedServices& services) {
  if (services->jobs == nullptr) return {};
  const auto look = [services](const http::Request& request) {
    const auto job = services->jobs->look(request.captured.at("id"));
    return job ? fresh_answer(200, job_json(*job)) : answer_of(refusal_of(job.error()), request);
  };
  return {
      {{"GET", "/api/v1/jobs/{id}", look, http::Pace::quick, "predictions:read"},
       {.tag = "Predictions", .summary = "Whether what was missing (202) is there now", .answers = {{200, "Job"}}}}};
}

}  // namespace shelfcast::api
