// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast::http {

/// Header names are compared without regard to case.
struct Headers {
  std::vector<std::pair<std::string, std::string>> fields;

  void set(std::string_view name, std::string_view value);
  [[nodiscard]] std::optional<std::string_view> get(std::string_view name) const;
};

struct Request {
  std::string method;
  std::string target;                                        ///< as it came: path and query
  std::string path;                                          ///< decoded
  std::vector<std::pair<std::string, std::string>> query;    ///< decoded, in order
  std::map<std::string, std::string, std::less<>> captured;  ///< what stood for {name} in the route
  Headers headers;
  std::string body;
  std::string id;      ///< the request id: the caller's X-Request-Id, or ours
  bool local = false;  ///< came over loopback or the data directory's socket
};

/// Fills `path` and `query` from `target`: what the server does before it looks for a route. Strict: `invalid` where an
/// escape is bad, or what it stands for is a NUL, no UTF-8, or a . or .. segment.
Result<void> read_target(Request& request);

/// Whether a browser sends a request for a page of ours: by its Origin, which no page can make up, and its Host. Others
/// send no Origin.
bool is_from_own_page(std::string_view origin, std::string_view host);

class Feed;
struct Keeping;
struct Upgrade;

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  std::shared_ptr<const Keeping> keeping = {};  ///< of a 200 that may be given again without its handler
  std::shared_ptr<Feed> feed = {};              ///< the body comes from here, and the connection closes after it
  std::shared_ptr<const Upgrade> upgrade = {};  ///< of a 101: what the connection goes on as
};

/// Whether an If-None-Match header names this ETag; weak ones count as strong ones do.
bool names_etag(std::string_view if_none_match, std::string_view etag);

/// One bad field of a request, as RFC 9457 problems list them.
struct FieldError {
  std::string pointer;  ///< "?limit" for a query parameter, "/items/0/quantity" for a body
  std::string code;     ///< a stable word
  std::string message;  ///< a sentence
};

/// An application/problem+json answer. `type` is a stable word: its URI is made here.
Response problem(int status, std::string_view type, std::string_view title, std::string_view detail,
                 const Request& request, const std::vector<FieldError>& errors = {});

}  // namespace shelfcast::http
