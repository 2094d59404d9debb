// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/router.hpp"

#include "http/target.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <set>
#include <span>
#include <stdexcept>

namespace shelfcast::http {

/// A place in the tree of path segments.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> capture;
  std::vector<const Route*> routes;  ///< those whose path ends here, one per method

  Node& child(std::string_view segment) {
    auto& next = is_capture(segment) ? capture : literals[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    return *next;
  }

  /// Depth first, literals before captures: "/cycles/latest" is not the cycle named latest.
  [[nodiscard]] const Node* find(std::span<const std::string> segments) const {
    if (segments.empty()) return routes.empty() ? nullptr : this;
    const auto rest = segments.subspan(1);
    if (const auto literal = literals.find(segments.front()); literal != literals.end()) {
      if (const Node* found = literal->second->find(rest)) return found;
    }
    return capture && !segments.front().empty() ? capture->find(rest) : nullptr;
  }

  [[nodiscard]] const Route* route_for(std::string_view method) const {
    const auto found = std::ranges::find(routes, method, &Route::method);
    if (found != routes.end()) return *found;
    return method == "HEAD" ? route_for("GET") : nullptr;
  }

  [[nodiscard]] std::set<std::string> methods() const {
    std::set<std::string> all = {"OPTIONS"};
    for (const Route* route : routes) all.insert(route->method);
    if (all.contains("GET")) all.insert("HEAD");
    return all;
  }

  static bool is_capture(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }
};

namespace {

/// What the route's {names} stand for in these segments.
std::map<std::string, std::string, std::less<>> captured(const Route& route, std::vector<std::string> segments) {
  std::map<std::string, std::string, std::less<>> values;
  std::string_view rest = route.path;
  for (std::string& segment : segments) {
    rest.remove_prefix(std::min(rest.find('/') + 1, rest.size()));
    const std::string_view name = rest.substr(0, rest.find('/'));
    if (name.starts_with('{')) values.emplace(name.substr(1, name.size() - 2), std::move(segment));
  }
  return values;
}

Response allow(int status, const std::set<std::string>& methods, const Request& request) {
  const std::string list = fmt::format("{}", fmt::join(methods, ", "));
  Response answer{.status = status, .headers = {}, .body = {}};
  if (status == 405) {
    answer = problem(405, "method-not-allowed", "Method Not Allowed",
                     fmt::format("{} is not among what {} allows: {}.", request.method, request.path, list), request);
  }
  answer.headers.set("Allow", list);
  return answer;
}

}  // namespace

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)), root_(std::make_unique<Node>()) {
  for (const Route& route : routes_) {
    const auto segments = segments_of(route.path);
    if (!segments) throw std::logic_error(fmt::format("route {}: {}", route.path, segments.error().sentence));
    Node* node = root_.get();
    for (const std::string& segment : *segments) node = &node->child(segment);
    const auto same = std::ranges::find(node->routes, route.method, &Route::method);
    if (same != node->routes.end()) {
      throw std::logic_error(fmt::format("two routes for {} {} and {}", route.method, (*same)->path, route.path));
    }
    node->routes.push_back(&route);
  }
}

Router::~Router() = default;

Router::Match Router::match(Request& request) const {
  const std::string_view path = request.target.empty() ? std::string_view(request.path) : path_of(request.target);
  if (path == "*" && request.method == "OPTIONS") {
    std::set<std::string> methods = {"HEAD", "OPTIONS"};
    for (const Route& route : routes_) methods.insert(route.method);
    return {.route = nullptr, .answer = allow(204, methods, request)};
  }
  auto segments = segments_of(path);
  const Node* node = segments ? root_->find(*segments) : nullptr;
  if (node == nullptr) {
    const std::string detail = fmt::format("There is nothing at {}.", request.path);
    return {.route = nullptr, .answer = problem(404, "not-found", "Not Found", detail, request)};
  }
  const Route* route = node->route_for(request.method);
  if (route == nullptr) {
    const int status = request.method == "OPTIONS" ? 204 : 405;
    return {.route = nullptr, .answer = allow(status, node->methods(), request)};
  }
  request.captured = captured(*route, std::move(*segments));
  return {.route = route, .answer = {}};
}

}  // namespace shelfcast::http
