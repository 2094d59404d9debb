// SPDX-License-Identifier: Apache-2.0
#include "api/caching.hpp"

#include "api/endpoints.hpp"
#include "api/expected_json.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/written.hpp"

#include <algorithm>

namespace shelfcast::api {
namespace {

constexpr std::size_t kLinks = 4;  // at most

void set_receipt(http::Response& response, const domain::Receipt& receipt) {
  response.headers.set("Vary", "Authorization, Cookie, Accept, Accept-Encoding");
  response.headers.set("X-Data-Cut", format_day(receipt.data_cut));
  response.headers.set("X-Model-Version", receipt.model_version);
  response.headers.set("X-Cycle", receipt.cycle);
  response.headers.set("X-Known-At", format_instant(receipt.known_at));
}

}  // namespace

bool holds(const http::Request& request, std::string_view etag) {
  return http::names_etag(request.headers.get("If-None-Match").value_or(""), etag);
}

std::string etag_of(std::string_view text) {
  return '"' + hex(fingerprint(text)) + '"';
}

std::int64_t seconds_left(const Choice& choice, Instant now) {
  return std::max<std::int64_t>(choice.good_until.seconds - now.seconds, 0);
}

void set_provenance(http::Response& response, const Choice& choice, const domain::Receipt& receipt,
                    std::string_view etag, Instant now) {
  response.headers.set("ETag", etag);
  std::string keep = "private, max-age=";
  write_number(keep, seconds_left(choice, now));
  response.headers.set("Cache-Control", keep);
  set_receipt(response, receipt);
}

http::Response kept_answer(const http::Request& request, const Choice& choice, const domain::Receipt& receipt,
                           std::string json, Instant now) {
  const auto etag = etag_of(json);
  auto response = json_answer(200, std::move(json));
  set_provenance(response, choice, receipt, etag, now);
  if (holds(request, etag)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

http::Response table_answer(const Services& services, const http::Request& request,
                            const std::expected<TableAnswer, Refusal>& answer) {
  if (!answer) return answer_of(answer.error(), request);
  const auto& [choice, json] = *answer;
  return kept_answer(request, choice, choice.table->cube().receipt, text_of(json), services.clock.now());
}

void set_live_provenance(http::Response& response, const domain::Receipt& receipt) {
  response.headers.set("Cache-Control", "private, max-age=1");
  set_receipt(response, receipt);
}

std::string page_links(const Question& question, const Choice& choice, std::size_t total) {
  const std::size_t last = std::max<std::size_t>((total + question.limit - 1) / question.limit, 1);
  // They differ in the page alone.
  constexpr std::string_view kPage = "&page=";
  const std::string own = canonical(question, choice.about, choice.table->id());
  const auto page_begin = own.find(kPage) + kPage.size();
  const std::string_view before = std::string_view(own).substr(0, page_begin);
  const std::string_view after = std::string_view(own).substr(own.find('&', page_begin));
  constexpr std::size_t kAround = 40;  // the page, and what is written around
  std::string links;
  links.reserve(kLinks * (own.size() + kAround));
  const auto link = [&](std::size_t page, std::string_view relation) {
    write_number(links.append(links.empty() ? "<?" : ", <?").append(before), page);
    links.append(after).append(R"(>; rel=")").append(relation) += '"';
  };
  link(1, "first");
  if (question.page > 1) link(std::min(question.page - 1, last), "prev");
  if (question.page < last) link(question.page + 1, "next");
  link(last, "last");
  return links;
}

std::string rooted(std::string_view links, std::string_view path) {
  std::string whole;
  whole.reserve(links.size() + kLinks * path.size());
  for (std::string_view rest = links; !rest.empty();) {
    const auto end = std::min(rest.find('<'), rest.size() - 1) + 1;
    whole += rest.substr(0, end);
    if (rest[end - 1] == '<') whole += path;
    rest.remove_prefix(end);
  }
  return whole;
}

}  // namespace shelfcast::api
