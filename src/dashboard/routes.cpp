// SPDX-License-Identifier: Apache-2.0
#include "dashboard/page_files.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/dashboard/dashboard.hpp"
#include "shelfcast/http/content_coding.hpp"

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

/// Where the one page shows what: the places of web/src/state/place.ts.
constexpr std::array<std::string_view, 9> kViews{
    "/",           "/categories", "/categories/{categoryId}", "/products/{productId}", "/compare", "/trust", "/alerts",
    "/operations", "/settings"};

std::string_view type_of(std::string_view name) {
  const auto* const row = std::ranges::find_if(kTypes, [&](const auto& type) { return name.ends_with(type.first); });
  return row == kTypes.end() ? "application/octet-stream" : row->second;
}

/// What bears its content's hash in its name never changes. All else is kept, but asked for again: a new binary is
/// seen at once.
std::string_view caching_of(std::string_view name) {
  return name.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
}

http::Response answer_with(const PageFile& file, std::string_view coding, std::string_view body) {
  http::Response response{.status = 200, .headers = {}, .body = std::string(body)};
  response.headers.set("Content-Type", type_of(file.name));
  response.headers.set("ETag", '"' + hex(fingerprint(body)) + '"');
  response.headers.set("Cache-Control", caching_of(file.name));
  response.headers.set("Vary", "Accept-Encoding");
  if (!coding.empty()) response.headers.set("Content-Encoding", coding);
  response.headers.set("Content-Security-Policy", kPolicy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

/// A file in every coding that it is kept in.
struct Codings {
  explicit Codings(const PageFile& file)
      : plain(answer_with(file, "", file.text)),
        gzip(answer_with(file, "gzip", file.gzip)),
        brotli(answer_with(file, "br", file.brotli)) {}

  [[nodiscard]] const http::Response& liked_by(const http::Request& request) const {
    const auto accepted = request.headers.get("Accept-Encoding").value_or("");
    if (http::accepts_coding(accepted, "br")) return brotli;
    return http::accepts_coding(accepted, "gzip") ? gzip : plain;
  }

  http::Response plain;
  http::Response gzip;
  http::Response brotli;
};

std::vector<std::string> paths_of(const PageFile& file) {
  if (file.name == "index.html") return {kViews.begin(), kViews.end()};
  if (file.name == "page/docs.html") return {"/docs"};
  return {'/' + std::string(file.name)};
}

http::Handler serve(const PageFile& file) {
  return [codings = Codings(file)](const http::Request& request) {
    const http::Response& whole = codings.liked_by(request);
    const auto held = request.headers.get("If-None-Match").value_or("");
    if (!http::names_etag(held, *whole.headers.get("ETag"))) return whole;
    return http::Response{.status = 304, .headers = whole.headers, .body = {}};
  };
}

}  // namespace

std::vector<http::Route> routes() {
  std::vector<http::Route> all;
  for (const auto& file : page_files())
    for (auto& path : paths_of(file)) all.push_back({"GET", std::move(path), serve(file), http::Pace::quick, "public"});
  return all;
}

}  // namespace shelfcast::dashboard
