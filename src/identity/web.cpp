// SPDX-License-Identifier: Apache-2.0
#include "identity/web.hpp"

#include "shelfcast/http/url.hpp"

#include <fmt/format.h>

namespace shelfcast::identity {
namespace {

constexpr std::chrono::seconds kPatience{5};

Result<http::Response> ask(std::string_view url, http::Request request, const std::string& ca_file) {
  auto place = http::read_url(url);
  if (!place) return fail(Code::config, std::string(url), "must be a URL as https://issuer.example/path");
  request.target = std::move(place->target);
  return http::fetch(place->endpoint(ca_file), request, kPatience);
}

std::string escaped(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '_' || c == '.' || c == '~';
    encoded += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

}  // namespace

Result<http::Response> get(std::string_view url, const std::string& ca_file) {
  http::Request request;
  request.method = "GET";
  request.headers.set("Accept", "application/json");
  return ask(url, std::move(request), ca_file);
}

Result<http::Response> post(std::string_view url, const Form& form, const http::Headers& headers,
                            const std::string& ca_file) {
  http::Request request;
  request.method = "POST";
  request.headers = headers;
  request.headers.set("Accept", "application/json");
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.body = form_encoded(form);
  return ask(url, std::move(request), ca_file);
}

std::string form_encoded(const Form& form) {
  std::string text;
  for (const auto& [name, value] : form)
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", escaped(name), escaped(value));
  return text;
}

Result<std::string> body_of(Result<http::Response> answer, std::string_view url) {
  if (!answer) return std::unexpected(answer.error());
  if (answer->status == 200) return std::move(answer->body);
  return fail(Code::unavailable, std::string(url), fmt::format("answered {}", answer->status));
}

}  // namespace shelfcast::identity
