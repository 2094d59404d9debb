// SPDX-License-Identifier: Apache-2.0
#include "api/answer_json.hpp"
#include "api/caching.hpp"
#include "api/chosen_fields.hpp"
#include "api/endpoints.hpp"
#include "api/guard/tenancy.hpp"
#include "api/json_text.hpp"
#include "api/keeping.hpp"
#include "api/most_asked.hpp"
#include "api/shared_answers.hpp"
#include "api/tags.hpp"
#include "shelfcast/base/utf8.hpp"
#include "shelfcast/base/written.hpp"
#include "shelfcast/http/response_cache.hpp"

#include <algorithm>
#include <memory>

namespace shelfcast::api {
namespace {

constexpr std::size_t kLongestCustomer = 128;
constexpr std::string_view kBeforeAsker = "/api/v1/predictions/customer/";

std::expected<Wanted, Refusal> wanted_by(const http::Request& request) {
  auto question = parse_question(request.query);
  const std::string& customer = request.captured.at("customerId");
  if (customer.size() > kLongestCustomer || !is_utf8(customer)) {
    auto errors = question ? std::vector<http::FieldError>{} : question.error().errors;
    errors.push_back({"/customerId", "invalid", "customerId must be UTF-8 text of at most 128 bytes."});
    return std::unexpected(bad_fields(400, std::move(errors)));
  }
  if (!question) return std::unexpected(question.error());
  const bool of_products = request.captured.contains("categoryId");
  if (auto wrong = choose_fields(question->fields, of_products ? product_columns() : category_columns());
      !wrong.empty())
    return std::unexpected(bad_fields(400, std::move(wrong)));
  const auto format = format_asked(request);
  if (!format) return std::unexpected(format.error());
  Wanted wanted{.marketplace = request.captured.at("marketplaceId"),
                .category = {},
                .seller = question->own ? customer : question->seller,
                .question = std::move(*question),
                .format = *format};
  if (of_products) wanted.category = request.captured.at("categoryId");
  return wanted;
}

// What stands before the shared part of a JSON answer.

constexpr std::size_t kHeadBytes = 256;  // most are shorter

void put_products_head(std::string& head, const domain::Cube& cube, std::size_t category) {
  head += R"({"marketplaceId":)";
  put_string(head, cube.marketplace);
  head += R"(,"categoryId":)";
  write_number(head, cube.categories[category].id.value);
  head += R"(,"categoryName":)";
  put_string(head, cube.categories[category].name);
  head += R"(,"categoryKey":)";
  put_string(head, cube.categories[category].key);
}

/// Says where the customer stands in it.
std::size_t put_categories_head(std::string& head, const domain::Cube& cube, std::string_view customer) {
  head += R"({"marketplaceId":)";
  put_string(head, cube.marketplace);
  head += R"(,"customerId":)";
  put_outside_id(head, customer);
  return head.rfind(customer);
}

class Predictions {
 public:
  explicit Predictions(SharedServices services)
      : services_(std::move(services)),
        predicted_(*services_),
        cache_(services_->options.cached_answers),
        shared_(services_->shared_answers),
        most_asked_(kRemembered) {}

  http::Response answer(const http::Request& request) {
    auto wanted = wanted_by(request);
    if (!wanted) return answer_of(wanted.error(), request);
    const bool is_tagged = !wanted->question.tag.empty();
    if (is_tagged) wanted->owner = tag_owner(*services_, wanted->marketplace, caller_of(*services_, request).get());
    const std::uint64_t edition = services_->tables.edition()->load(std::memory_order_acquire);
    const auto serving = serving_table(*services_, wanted->marketplace);
    if (!serving) return answer_of(serving.error(), request);
    const auto found = predicted_.find(*wanted, *serving);
    if (!found) return answer_of(found.error(), request);
    http::Response response = json_answer(200, {});
    // Nobody else sees what its owner tagged, and that may change at any time.
    if (found->choice.sold || is_tagged) {
      set_live_provenance(response, found->receipt());
      if (is_tagged) response.headers.set("Cache-Control", "no-store");
      put_body(response, request, *wanted, *found, made(*wanted, *found));
      return response;
    }
    const std::string key = found->key(*wanted);
    const std::string etag = etag_of(key);
    set_provenance(response, found->choice, found->receipt(), etag, now_at(found->choice));
    if (holds(request, etag)) {
      response.status = 304;
      return response;
    }
    const auto asker_at = put_body(response, request, *wanted, *found, *shared_part(key, *wanted, *found));
    response.keeping = keeping(response, request, *wanted, *found, edition, asker_at);
    return response;
  }

  /// What counts sales, or may have to read another table than the one that serves, is nothing for a thread that
  /// others wait for.
  [[nodiscard]] bool takes_long(const http::Request& request) const {
    const auto question = parse_question(request.query);
    return question && (question->live || !question->tag.empty() ||
                        may_need_another_table(*services_, request.captured.at("marketplaceId"), *question));
  }

  /// Makes of a table what was ranked and what is asked most of the one that serves.
  void warm(const predictions::TablePtr& next) {
    const auto& marketplace = next->cube().marketplace;
    if (const auto serving = services_->tables.current(marketplace))
      services_->standings->rankings().rank_again(*serving, next);
    for (const Wanted& wanted : most_asked_.take(marketplace, services_->options.warmed_answers)) {
      if (const auto found = predicted_.find(wanted, next)) shared_part(found->key(wanted), wanted, *found);
    }
  }

 private:
  /// Whoever asks so is answered so; nothing where who asks is not in the path as it is in the answer.
  std::shared_ptr<const http::Keeping> keeping(const http::Response& response, const http::Request& request,
                                               const Wanted& wanted, const Found& found, std::uint64_t edition,
                                               std::optional<std::size_t> asker_at) {
    if (services_->options.cached_answers == 0) return nullptr;
    auto times_given = most_asked_.count(wanted);
    const std::string& asker = request.captured.at("customerId");
    const std::string_view target = request.target;
    const auto in_path = target.substr(std::min(kBeforeAsker.size(), target.size()));
    if (!target.starts_with(kBeforeAsker) || in_path.substr(0, in_path.find('/')) != asker) return nullptr;
    return marked({.edition = services_->tables.edition(),
                   .made_in = edition,
                   .seconds = seconds_left(found.choice, now_at(found.choice)),
                   .asker_alone = wanted.question.own,
                   .times_given = std::move(times_given)},
                  response, {.asker = asker, .at_in_path = kBeforeAsker.size(), .at_in_body = asker_at});
  }

  /// Says where in the body who asks stands.
  static std::optional<std::size_t> put_body(http::Response& response, const http::Request& request,
                                             const Wanted& wanted, const Found& found, const http::Response& shared) {
    response.headers.set("Content-Type", content_type_of(wanted.format));
    const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
    response.headers.set("Link", rooted(shared.headers.get("Link").value_or(""), path));
    if (wanted.format != Format::json) {
      response.body = shared.body;
      return std::nullopt;
    }
    const auto& cube = found.choice.table->cube();
    std::optional<std::size_t> asker_at;
    response.body.reserve(kHeadBytes + shared.body.size());
    if (found.category) {
      put_products_head(response.body, cube, *found.category);
    } else {
      asker_at = put_categories_head(response.body, cube, request.captured.at("customerId"));
    }
    response.body.append(",").append(shared.body);
    return asker_at;
  }

  http::Response made(const Wanted& wanted, const Found& found) {
    Page page = predicted_.page(wanted, found);
    http::Response part;
    part.headers.set("Link", page_links(wanted.question, found.choice, page.total));
    part.body = std::move(page.text);
    return part;
  }

  /// What is the same for everyone who asks: from the cache, from another process that has made it, or made; and kept.
  std::shared_ptr<const http::Response> shared_part(const std::string& key, const Wanted& wanted, const Found& found) {
    return cache_.get_or_make(
        key, [&] { return shared_.get_or_make(key, found.receipt(), [&] { return made(wanted, found); }); });
  }

  [[nodiscard]] Instant now_at(const Choice& choice) const {
    // Without a next refresh nothing may be kept, and there is no need to know the time.
    return choice.good_until == Instant{} ? Instant{} : services_->clock.now();
  }

  static constexpr std::size_t kRemembered = 1'000;

  SharedServices services_;
  Predicted predicted_;
  http::ResponseCache cache_;
  SharedAnswers shared_;
  MostAsked most_asked_;
};

}  // namespace

Endpoints prediction_routes(const SharedServices& services) {
  const auto predictions = std::make_shared<Predictions>(services);
  if (services->warming != nullptr)
    services->warming->add([predictions](const predictions::TablePtr& next) { predictions->warm(next); });
  const std::string by_customer = std::string(kBeforeAsker) + "{customerId}/";
  const auto ranking = [&](std::string_view path, std::string_view summary, std::string_view shape) {
    return Endpoint{
        {.method = "GET",
         .path = by_customer + std::string(path),
         .handle = [predictions](const http::Request& request) { return predictions->answer(request); },
         .needs = "predictions:read",
         .takes_long = [predictions](const http::Request& request) { return predictions->takes_long(request); },
         .asker = "customerId"},
        {.tag = "Predictions",
         .summary = summary,
         .query = openapi::read_by(question_parameters(), {"timeFrame"}),
         .answers = {{200, shape, {every_format().begin(), every_format().end()}}, {202, "Job"}},
         .problems = {406},
         .is_kept = true}};
  };
  return {
      ranking("marketplace/{marketplaceId}/categories", "The categories that will sell best", "BestCategories"),
      // Without "marketplace/", as the brief has it.
      ranking("{marketplaceId}/categories/{categoryId}/products", "The products of a category that will sell best",
              "BestProducts"),
  };
}

}  // namespace shelfcast::api
