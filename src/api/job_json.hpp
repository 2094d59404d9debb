// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/job.hpp"

#include "shelfcast/http/message.hpp"

#include <string>

namespace shelfcast::api {

std::string job_json(const domain::Job& job);
/// Where it can be asked for.
std::string job_address(const domain::Job& job);
/// What was not computed yet is a job: 202, and where to ask for it.
http::Response accepted(const domain::Job& job);

}  // namespace shelfcast::api
