// SPDX-License-Identifier: Apache-2.0
#include "api/caching.hpp"

#include "api/endpoints.hpp"
#include "shelfcast/base/digest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::api {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void set_receipt(http::Response& response, const domain::Receipt& receipt) {
  response.headers.set("Vary", "Authorization, Cookie, Accept");
  response.headers.set("X-Data-Cut", format_day(receipt.data_cut));
  response.headers.set("X-Model-Version", receipt.model_version);
  response.headers.set("X-Cycle", receipt.cycle);
  response.headers.set("X-Known-At", format_instant(receipt.known_at));
}

}  // namespace

bool holds(const http::Request& request, std::string_view etag) {
  std::string_view listed = request.headers.get("If-None-Match").value_or("");
  while (!listed.empty()) {
    const auto comma = std::min(listed.find(','), listed.size());
    std::string_view one = trimmed(listed.substr(0, comma));
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == etag || one == "*") return true;
    listed.remove_prefix(std::min(comma + 1, listed.size()));
  }
  return false;
}

void set_provenance(http::Response& response, const Choice& choice, const domain::Receipt& receipt,
                    std::string_view etag, Instant now) {
  const auto seconds = std::max<std::int64_t>(choice.good_until.seconds - now.seconds, 0);
  response.headers.set("ETag", etag);
  response.headers.set("Cache-Control", fmt::format("private, max-age={}", seconds));
  set_receipt(response, receipt);
}

http::Response kept_answer(const http::Request& request, const Choice& choice, const domain::Receipt& receipt,
                           std::string json, Instant now) {
  const auto etag = fmt::format("\"{}\"", hex(fingerprint(json)));
  auto response = json_answer(200, std::move(json));
  set_provenance(response, choice, receipt, etag, now);
  if (holds(request, etag)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

void set_live_provenance(http::Response& response, const domain::Receipt& receipt) {
  response.headers.set("Cache-Control", "private, max-age=1");
  set_receipt(response, receipt);
}

std::string page_links(const Question& question, const Choice& choice, std::size_t total) {
  const std::size_t last = std::max<std::size_t>((total + question.limit - 1) / question.limit, 1);
  std::string links;
  const auto link = [&](std::size_t page, std::string_view relation) {
    Question other = question;
    other.page = page;
    links += fmt::format(R"({}<?{}>; rel="{}")", links.empty() ? "" : ", ",
                         canonical(other, choice.about, choice.table->id()), relation);
  };
  link(1, "first");
  if (question.page > 1) link(std::min(question.page - 1, last), "prev");
  if (question.page < last) link(question.page + 1, "next");
  link(last, "last");
  return links;
}

std::string rooted(std::string_view links, std::string_view path) {
  std::string whole;
  for (const char c : links) {
    whole += c;
    if (c == '<') whole += path;
  }
  return whole;
}

}  // namespace shelfcast::api
