// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/url.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast::http;

namespace {

/// "secure host port target"; "" where it is no URL.
std::string parts(std::string_view text) {
  const auto url = read_url(text);
  if (!url) return "";
  return std::string(url->is_secure ? "tls " : "tcp ") + url->address.host + ' ' + std::to_string(url->address.port) +
         ' ' + url->target;
}

}  // namespace

TEST_CASE("a URL is read in parts, with the scheme's port where it names none") {
  CHECK(parts("http://shop.example") == "tcp shop.example 80 /");
  CHECK(parts("https://shop.example/") == "tls shop.example 443 /");
  CHECK(parts("https://shop.example:8443/a/b?c=d") == "tls shop.example 8443 /a/b?c=d");
  CHECK(parts("http://127.0.0.1:8080?q") == "tcp 127.0.0.1 8080 /?q");
  CHECK(parts("http://[::1]:8080/x") == "tcp ::1 8080 /x");
}

TEST_CASE("what is no URL that could be asked is none") {
  for (const auto* text : {"", "shop.example", "ftp://shop.example", "http://", "https:///path",
                           "http://shop:", "http://shop:eighty", "http://shop:99999", "http://shop:80x/",
                           "http://me@shop/", "http://shop/a b", "http://shop/\n", "http://[::1", "http://[::1]x"}) {
    INFO(text);
    CHECK(parts(text).empty());
  }
}
