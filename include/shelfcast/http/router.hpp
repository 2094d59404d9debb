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

/// The answer that is owed to a request. Given once, from any thread; further ones are dropped. Where every copy goes
/// without having been called, the request is answered 500.
using Answer = std::function<void(Response)>;
/// Returns at once and answers later: the request and its connection wait, no thread does. The request stays valid
/// until the answer is given, also where the caller has gone away meanwhile. After an exception nothing may answer.
using LaterHandler = std::function<void(const Request&, Answer)>;

/// Where a handler runs: `quick` ones on the connection's thread, `slow` ones on the worker pool, so that they make no
/// other request wait.
enum class Pace : std::uint8_t { quick, slow };

struct Route {
  std::string method;
  std::string path;  ///< "/api/v1/cycles/{id}": {name} captures one segment; "{id}:cancel" what stands before ":cancel"
  Handler handle;
  Pace pace = Pace::quick;
  std::string_view needs = {};     ///< what a caller needs, in the words of whoever guards the routes; not read here
  LaterHandler handle_later = {};  ///< instead of `handle`; called on the connection's thread
  std::size_t body_bytes = 0;      ///< the largest body, where that is more than the server's limit
  /// Where requests of it differ: whether this one is slow; its `pace` is then that of its WebSockets. Called on the
  /// connection's thread; must not throw.
  std::function<bool(const Request&)> takes_long = {};
  bool may_sign_in_later = false;  ///< a WebSocket's first message may bring credentials; not read here
  std::string asker = {};  ///< the name in `path` that stands for who asks: nothing else hangs on it (see Keeping)
};

/// A visible list of routes. What no path matches is a 404 problem, another method a 405 with `Allow`; HEAD is answered
/// from GET, OPTIONS from the list. Literal segments win over captures, captures with an ending over those without;
/// but of two paths that match, one that has the method. Immutable after construction; any thread.
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
  /// The largest body that the route of this request takes by itself; 0 where it says nothing, or there is none.
  [[nodiscard]] std::size_t body_bytes(const Request& request) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Node;
  std::vector<Route> routes_;
  std::unique_ptr<Node> root_;
};

}  // namespace shelfcast::http
