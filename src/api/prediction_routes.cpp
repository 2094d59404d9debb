// SPDX-License-Identifier: Apache-2.0
#include "api/answer_json.hpp"
#include "api/caching.hpp"
#include "api/endpoints.hpp"
#include "api/json_text.hpp"
#include "api/sold_since.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/utf8.hpp"
#include "shelfcast/http/response_cache.hpp"

#include <fmt/format.h>

#include <functional>
#include <memory>

namespace shelfcast::api {
namespace {

constexpr std::size_t kLongestCustomer = 128;

struct Asked {
  Question question;
  Choice choice;
  Format format;
};

/// What of an answer is the same for everyone who asks.
struct Page {
  std::string text;
  std::size_t total;  ///< rows on all pages
};

/// One of the two endpoints: what it is called in the cache, what stands before "timeFrame", and how the rest is made.
struct Subject {
  std::string name;
  std::string head;                ///< of JSON
  const domain::Receipt& receipt;  ///< of the numbers it shows
  std::function<Page()> make;
};

std::expected<Question, Refusal> question_of(const http::Request& request) {
  auto question = parse_question(request);
  const std::string& customer = request.captured.at("customerId");
  if (customer.size() <= kLongestCustomer && is_utf8(customer)) return question;
  auto errors = question ? std::vector<http::FieldError>{} : question.error().errors;
  errors.push_back({"/customerId", "invalid", "customerId must be UTF-8 text of at most 128 bytes."});
  return std::unexpected(bad_fields(400, std::move(errors)));
}

std::string products_head(const domain::Cube& cube, std::size_t category) {
  std::string head = R"({"marketplaceId":)";
  put_string(head, cube.marketplace);
  fmt::format_to(std::back_inserter(head), R"(,"categoryId":{},"categoryName":)", cube.categories[category].id.value);
  put_string(head, cube.categories[category].name);
  head += R"(,"categoryKey":)";
  put_string(head, cube.categories[category].key);
  return head;
}

std::string categories_head(const domain::Cube& cube, std::string_view customer) {
  std::string head = R"({"marketplaceId":)";
  put_string(head, cube.marketplace);
  head += R"(,"customerId":)";
  put_outside_id(head, customer);
  return head;
}

class Predictions {
 public:
  explicit Predictions(SharedServices services)
      : services_(std::move(services)), cache_(services_->options.cached_answers), since_(*services_) {}

  http::Response categories(const http::Request& request) {
    const auto asked = read(request);
    if (!asked) return answer_of(asked.error(), request);
    const auto make = [&asked] {
      const RankedPage page = rank_categories(asked->choice, asked->question);
      const auto& [question, choice, format] = *asked;
      return Page{format == Format::json ? categories_json(choice, question, page)
                                         : categories_lines(choice, question, page, format),
                  page.total};
    };
    auto head = categories_head(asked->choice.table->cube(), request.captured.at("customerId"));
    return answer(request, *asked, {"categories", std::move(head), asked->choice.table->cube().receipt, make});
  }

  http::Response products(const http::Request& request) {
    const auto asked = read(request);
    if (!asked) return answer_of(asked.error(), request);
    const auto& cube = asked->choice.table->cube();
    const std::string& named = request.captured.at("categoryId");
    const auto category = find_category(cube, named);
    if (!category) return answer_of(unknown_category(cube, named), request);
    const auto make = [&asked, &category] {
      const RankedPage page = rank_products(asked->choice, asked->question, *category);
      const auto& [question, choice, format] = *asked;
      return Page{format == Format::json ? products_json(choice, question, page, *category)
                                         : products_lines(choice, question, page, *category, format),
                  page.total};
    };
    return answer(request, *asked,
                  {fmt::format("products/{}", *category), products_head(cube, *category),
                   asked->choice.table->origin_of(*category).receipt, make});
  }

 private:
  [[nodiscard]] std::expected<Asked, Refusal> read(const http::Request& request) {
    auto question = question_of(request);
    if (!question) return std::unexpected(question.error());
    const auto format = format_asked(request);
    if (!format) return std::unexpected(format.error());
    auto choice = choose(*services_, request.captured.at("marketplaceId"), *question);
    if (!choice) return std::unexpected(choice.error());
    if (const std::string& seller = question->own ? request.captured.at("customerId") : question->seller;
        !seller.empty()) {
      choice->only_of = find_seller(choice->table->cube(), seller);
      if (!choice->only_of) return std::unexpected(unknown_seller(choice->table->cube(), seller));
    }
    if (question->live) {
      auto since = since_.of(choice->table);
      if (!since) return std::unexpected(since.error());
      choice->since = std::move(*since);
    }
    return Asked{std::move(*question), std::move(*choice), *format};
  }

  http::Response answer(const http::Request& request, const Asked& asked, const Subject& subject) {
    const auto& [question, choice, format] = asked;
    if (choice.since) return live_answer(request, asked, subject);
    const auto& table = *choice.table;
    // The time of publication is part of the key: a cycle that is published again with other numbers is another table.
    const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", table.cube().marketplace, table.published().seconds,
                                        subject.name, canonical(question, choice.about, table.id()),
                                        choice.only_of.value_or(SellerId{}).value, content_type_of(format));
    const std::string etag = fmt::format("\"{}\"", hex(fingerprint(subject.head, fingerprint(key))));
    http::Response response = json_answer(200, {});
    set_provenance(response, choice, subject.receipt, etag, now_at(choice));
    if (holds(request, etag)) {
      response.status = 304;
      return response;
    }
    const auto shared = shared_part(key, asked, subject);
    put_body(response, request, asked, subject, *shared);
    return response;
  }

  static http::Response live_answer(const http::Request& request, const Asked& asked, const Subject& subject) {
    http::Response response = json_answer(200, {});
    set_live_provenance(response, subject.receipt);
    put_body(response, request, asked, subject, made(asked, subject));
    return response;
  }

  static void put_body(http::Response& response, const http::Request& request, const Asked& asked,
                       const Subject& subject, const http::Response& shared) {
    response.headers.set("Content-Type", content_type_of(asked.format));
    if (asked.format == Format::json) {
      response.body.reserve(subject.head.size() + shared.body.size() + 1);
      response.body.append(subject.head).append(",").append(shared.body);
    } else {
      response.body = shared.body;
    }
    const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
    response.headers.set("Link", rooted(shared.headers.get("Link").value_or(""), path));
  }

  static http::Response made(const Asked& asked, const Subject& subject) {
    Page page = subject.make();
    http::Response part;
    part.headers.set("Link", page_links(asked.question, asked.choice, page.total));
    part.body = std::move(page.text);
    return part;
  }

  /// What is the same for everyone who asks: from the cache, or made and kept. Two who ask at once may both make it.
  std::shared_ptr<const http::Response> shared_part(const std::string& key, const Asked& asked,
                                                    const Subject& subject) {
    if (auto kept = cache_.get(key)) return kept;
    auto part = std::make_shared<const http::Response>(made(asked, subject));
    cache_.put(key, part);
    return part;
  }

  [[nodiscard]] Instant now_at(const Choice& choice) const {
    // Without a next refresh nothing may be kept, and there is no need to know the time.
    return choice.good_until == Instant{} ? Instant{} : services_->clock.now();
  }

  SharedServices services_;
  http::ResponseCache cache_;
  SoldSinceCounts since_;
};

}  // namespace

std::vector<http::Route> prediction_routes(const SharedServices& services) {
  const auto predictions = std::make_shared<Predictions>(services);
  const std::string by_customer = "/api/v1/predictions/customer/{customerId}/";
  return {
      {"GET", by_customer + "marketplace/{marketplaceId}/categories",
       [predictions](const http::Request& request) { return predictions->categories(request); }, http::Pace::quick,
       "predictions:read"},
      // Without "marketplace/", as the brief has it.
      {"GET", by_customer + "{marketplaceId}/categories/{categoryId}/products",
       [predictions](const http::Request& request) { return predictions->products(request); }, http::Pace::quick,
       "predictions:read"},
  };
}

}  // namespace shelfcast::api
