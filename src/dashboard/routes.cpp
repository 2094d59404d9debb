// SPDX-License-Identifier: Apache-2.0
#include "dashboard/page_files.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/dashboard/dashboard.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace shelfcast::dashboard {
namespace {

/// Nothing but our own files, and no one may frame them.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
}};

std::string_view type_of(std::string_view name) {
  const auto* const row = std::ranges::find_if(kTypes, [&](const auto& type) { return name.ends_with(type.first); });
  return row == kTypes.end() ? "application/octet-stream" : row->second;
}

http::Response answer_with(const PageFile& file) {
  http::Response response{.status = 200, .headers = {}, .body = std::string(file.text)};
  response.headers.set("Content-Type", type_of(file.name));
  response.headers.set("ETag", '"' + hex(fingerprint(file.text)) + '"');
  response.headers.set("Cache-Control", "no-cache");  // kept, but asked for again: a new binary is seen at once
  response.headers.set("Content-Security-Policy", kPolicy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

std::string path_of(const PageFile& file) {
  if (file.name == "index.html") return "/";
  return file.name == "docs.html" ? "/docs" : "/page/" + std::string(file.name);
}

http::Route route_of(const PageFile& file) {
  const auto serve = [whole = answer_with(file)](const http::Request& request) {
    const auto held = request.headers.get("If-None-Match");
    if (!held || held->find(*whole.headers.get("ETag")) == std::string_view::npos) return whole;
    return http::Response{.status = 304, .headers = whole.headers, .body = {}};
  };
  return {"GET", path_of(file), serve, http::Pace::quick, "public"};
}

}  // namespace

std::vector<http::Route> routes() {
  std::vector<http::Route> all;
  for (const auto& file : page_files()) all.push_back(route_of(file));
  return all;
}

}  // namespace shelfcast::dashboard
