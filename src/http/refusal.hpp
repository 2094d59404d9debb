// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/message.hpp"

#include <boost/beast/core/error.hpp>
#include <string>
#include <string_view>

namespace shelfcast::http {

/// Why a request is turned away before any route sees it. The connection closes after it: where the next request would
/// begin is not known.
struct Refusal {
  std::string_view reason;  ///< the metric's label
  int status = 400;
  std::string_view type;
  std::string_view title;
  std::string detail;

  [[nodiscard]] Response answer(const Request& request) const { return problem(status, type, title, detail, request); }
};

/// `complaint` is said instead of the parser's own few words, where there is one.
Refusal refusal_for(const boost::beast::error_code& failed, std::string_view complaint);
Refusal refusal_for_timeout();
Refusal refusal_for_early_end();
Refusal refusal_for_too_many_connections();
/// Of requests for the worker pool.
Refusal refusal_for_too_much_work();
Refusal refusal_for_hasty_web_socket();

/// Counts it.
void note(const Refusal& refusal);

}  // namespace shelfcast::http
