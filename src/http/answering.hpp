// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/router.hpp"

/// What a request is answered with, apart from how it came and how the answer is sent.
namespace shelfcast::http {

/// The caller's X-Request-Id where it is one, else a new one.
void set_id(Request& request);

/// The route, or the answer where there is none: 400 for a target that cannot be read, else what the router says.
Router::Match route_of(const Router& router, Request& request);

/// What the handler says; 500 where it throws.
Response answer_of(const Route& route, const Request& request);

/// Calls the handler that answers later; where it throws, the answer is 500.
void answer_later(const Route& route, const Request& request, const Answer& answer);

/// 500: whoever owed the answer has forgotten it.
Response forgotten_answer(const Request& request);

}  // namespace shelfcast::http
