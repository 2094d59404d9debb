// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/router.hpp"

#include "http/target.hpp"
#include "http/text_hash.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <optional>
#include <ranges>
#include <set>
#include <span>
#include <stdexcept>
#include <unordered_map>

namespace shelfcast::http {

namespace {

/// "{name}", or "{name}:ending": what stands for the name is all before the ending, and not empty.
struct CaptureSegment {
  std::string_view name;
  std::string_view ending;

  static std::optional<CaptureSegment> in(std::string_view segment) {
    const auto end = segment.find('}');
    if (!segment.starts_with('{') || end == std::string_view::npos) return std::nullopt;
    return CaptureSegment{segment.substr(1, end - 1), segment.substr(end + 1)};
  }
};

}  // namespace

/// A place in the tree of path segments.
struct Router::Node {
  std::unordered_map<std::string, std::unique_ptr<Node>, TextHash, std::equal_to<>> literals;
  std::map<std::string, std::unique_ptr<Node>, std::less<>> captures;  ///< by their ending, the one without first
  std::vector<const Route*> routes;                                    ///< those whose path ends here, one per method

  Node& child(std::string_view segment) {
    const auto capture = CaptureSegment::in(segment);
    auto& next = capture ? captures[std::string(capture->ending)] : literals[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    return *next;
  }

  /// Depth first, literals before captures: "/cycles/latest" is not the cycle named latest. The first place that
  /// answers `method`; any, where that is empty.
  [[nodiscard]] const Node* find(std::span<const std::string_view> segments, std::string_view method) const {
    if (segments.empty()) return has(method) ? this : nullptr;
    const std::string_view segment = segments.front();
    const auto rest = segments.subspan(1);
    if (const auto literal = literals.find(segment); literal != literals.end()) {
      if (const Node* found = literal->second->find(rest, method)) return found;
    }
    for (const auto& [ending, node] : captures | std::views::reverse) {
      const bool fits = segment.size() > ending.size() && segment.ends_with(ending);
      if (const Node* found = fits ? node->find(rest, method) : nullptr) return found;
    }
    return nullptr;
  }

  [[nodiscard]] bool has(std::string_view method) const {
    return method.empty() ? !routes.empty() : route_for(method) != nullptr;
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
};

namespace {

/// What the route's {names} stand for in these segments.
std::map<std::string, std::string, std::less<>> captured(const Route& route,
                                                         std::span<const std::string_view> segments) {
  std::map<std::string, std::string, std::less<>> values;
  std::string_view rest = route.path;
  for (const std::string_view segment : segments) {
    rest.remove_prefix(std::min(rest.find('/') + 1, rest.size()));
    if (const auto capture = CaptureSegment::in(rest.substr(0, rest.find('/')))) {
      values.emplace(capture->name, segment.substr(0, segment.size() - capture->ending.size()));
    }
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
    for (const std::string_view segment : segments->all) node = &node->child(segment);
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
  const auto segments = segments_of(path);
  const Node* node = segments ? root_->find(segments->all, request.method) : nullptr;
  if (node == nullptr && segments) node = root_->find(segments->all, {});
  if (node == nullptr) {
    const std::string detail = fmt::format("There is nothing at {}.", request.path);
    return {.route = nullptr, .answer = problem(404, "not-found", "Not Found", detail, request)};
  }
  const Route* route = node->route_for(request.method);
  if (route == nullptr) {
    const int status = request.method == "OPTIONS" ? 204 : 405;
    return {.route = nullptr, .answer = allow(status, node->methods(), request)};
  }
  request.captured = captured(*route, segments->all);
  return {.route = route, .answer = {}};
}

std::size_t Router::body_bytes(const Request& request) const {
  const auto segments = segments_of(path_of(request.target));
  const Node* node = segments ? root_->find(segments->all, request.method) : nullptr;
  return node == nullptr ? 0 : node->route_for(request.method)->body_bytes;
}

}  // namespace shelfcast::http
