// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/message.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::http {

using Handler = std::function<Response(const Request&)>;

/// Where a handler runs: `quick` ones on the connection's thread, `slow` ones on the worker pool, so that they make no
/// other request wait.
enum class Pace : std::uint8_t { quick, slow };

struct Route {
  std::string method;
  std::string path;  ///< "/api/v1/cycles/{id}": {name} captures one segment
  Handler handle;
  Pace pace = Pace::quick;
};

/// A visible list of routes. What no path matches is a 404 problem, another method a 405 with `Allow`; HEAD is answered
/// from GET, OPTIONS from the list. Literal segments win over captures. Immutable after construction; any thread.
class Router {
 public:
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;  ///< null: `answer` says why not
    Response answer;
  };
  /// Finds the route and fills `request.captured`.
  Match match(Request& request) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace shelfcast::http
