// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/message.hpp"

#include <cstdint>
#include <functional>
#include <memory>
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
/// Two routes with the same method and the same shape of path are a bug: the constructor throws.
class Router {
 public:
  explicit Router(std::vector<Route> routes);
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  struct Match {
    const Route* route = nullptr;  ///< null: `answer` says why not
    Response answer;
  };
  /// Finds the route and fills `request.captured`. Segments are those of `request.target`, decoded one by one, so that
  /// a captured id may hold an encoded slash; of `request.path` where no target is set.
  Match match(Request& request) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Node;
  std::vector<Route> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace shelfcast::http
