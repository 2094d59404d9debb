// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/job.hpp"
#include "shelfcast/http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::api {

/// Why a question gets no answer, before it is written as a problem.
struct Refusal {
  int status = 400;
  std::string type;  ///< a stable word
  std::string title;
  std::string detail;
  std::vector<http::FieldError> errors = {};
  std::int64_t retry_after = 0;         ///< seconds; 0: not said
  std::optional<domain::Job> job = {};  ///< that will give the answer: 202 instead of a problem
};

/// A 401 names the scheme of credentials. What a job will answer is told as `accepted` tells it.
http::Response answer_of(const Refusal& refusal, const http::Request& request);

/// It has no answer before this job is done.
Refusal waits_for(domain::Job job);

Refusal unauthorized(std::string detail);
/// To what happens: as many listen as may.
Refusal too_many_listen();

/// An expected failure of a room as the status it means.
Refusal refusal_of(const Error& error);

/// All bad parameters or fields at once.
Refusal bad_fields(int status, std::vector<http::FieldError> errors);

}  // namespace shelfcast::api
