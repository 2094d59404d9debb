// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/message.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast::identity {

/// `config` where it is no http:// or https:// URL. `ca_file`: who may vouch for its server; empty: whom the system
/// trusts.
Result<http::Response> get(std::string_view url, const std::string& ca_file);

using Form = std::vector<std::pair<std::string_view, std::string_view>>;
Result<http::Response> post(std::string_view url, const Form& form, const http::Headers& headers,
                            const std::string& ca_file);

std::string form_encoded(const Form& form);

/// The body of an answer 200; `unavailable` for any other.
Result<std::string> body_of(Result<http::Response> answer, std::string_view url);

}  // namespace shelfcast::identity
