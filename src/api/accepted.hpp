// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/job.hpp"
#include "shelfcast/http/message.hpp"

namespace shelfcast::api {

/// What was not computed yet is a job: 202, and where to ask for it.
http::Response accepted(const domain::Job& job);

}  // namespace shelfcast::api
