// SPDX-License-Identifier: Apache-2.0
#include "api/html_page.hpp"

#include <fmt/format.h>

namespace shelfcast::api {
namespace {

/// Nothing but the dashboard's style, and no one may frame it.
constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr std::string_view kPage =
    R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Shelfcast: {}</title>
<link rel="stylesheet" href="/page/style.css">
<link rel="stylesheet" href="/page/docs.css">
</head>
<body>
<main>
{}</main>
</body>
</html>
)";

}  // namespace

http::Response html_page(std::string_view title, std::string_view main) {
  http::Response response{.status = 200, .headers = {}, .body = fmt::format(kPage, title, main)};
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  response.headers.set("Cache-Control", "no-cache");
  response.headers.set("Content-Security-Policy", kPolicy);
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace shelfcast::api
