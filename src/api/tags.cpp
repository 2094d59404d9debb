// SPDX-License-Identifier: Apache-2.0
#include "api/tags.hpp"

#include "api/guard/tenancy.hpp"
#include "api/ranked.hpp"
#include "shelfcast/base/utf8.hpp"
#include "shelfcast/control/tags.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using Errors = std::vector<http::FieldError>;

bool is_control(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}

/// What was said of one field, read item by item.
struct SaidList {
  std::string_view name;
  const Json& value;
  Errors& errors;

  void wrong(std::string_view rule) const {
    errors.push_back({fmt::format("/{}", name), "invalid", fmt::format("{} {}.", name, rule)});
  }
  [[nodiscard]] bool is_list_of(std::size_t least, std::size_t most) const {
    return value.is_array() && value.size() >= least && value.size() <= most;
  }
};

void take_products(const domain::Cube& cube, const SaidList& said, std::vector<ProductId>& products) {
  if (!said.is_list_of(1, kMostTagged))
    return said.wrong(fmt::format("must be a list of 1 to {} products, by their ids or keys", kMostTagged));
  for (std::size_t i = 0; i < said.value.size(); ++i) {
    const Json& one = said.value[i];
    const auto text = one.is_string() ? one.get<std::string>() : one.is_number_unsigned() ? one.dump() : "";
    const auto place = text.empty() ? std::nullopt : find_product(cube, text);
    if (place) {
      products.push_back(cube.products[*place].id);
    } else {
      said.errors.push_back({fmt::format("/{}/{}", said.name, i), text.empty() ? "invalid" : "unknown",
                             text.empty() ? "A product is named by its id or its key."
                                          : fmt::format("There is no product '{}' in {}.", text, cube.marketplace)});
    }
  }
}

void take_tags(const SaidList& said, std::vector<std::string>& tags) {
  const bool fits = said.is_list_of(0, kMostTagsAtOnce) && std::ranges::all_of(said.value, [](const Json& tag) {
                      return tag.is_string() && is_tag(tag.get_ref<const std::string&>());
                    });
  if (!fits) return said.wrong(fmt::format("must be a list of at most {} tags; each {}", kMostTagsAtOnce, kTagRule));
  tags = said.value.get<std::vector<std::string>>();
}

}  // namespace

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= kLongestTag && text.front() != ' ' && text.back() != ' ' &&
         std::ranges::none_of(text, is_control) && is_utf8(text);
}

domain::TagOwner tag_owner(const Services& services, std::string_view marketplace, const identity::Caller* caller) {
  return {.marketplace = std::string(marketplace),
          .seller = is_seller(caller) ? seller_key(services, caller->seller) : ""};
}

std::expected<domain::TagChange, Refusal> tag_change_in(const domain::Cube& cube, const Json& said) {
  constexpr std::string_view kExample = R"(The body must be an object, as {"productIds":[1001],"add":["watch"]}.)";
  if (!said.is_object()) return std::unexpected(bad_fields(422, {{"", "invalid", std::string(kExample)}}));
  domain::TagChange change;
  Errors errors;
  for (const auto& [name, value] : said.items()) {
    const SaidList list{name, value, errors};
    if (name == "productIds") {
      take_products(cube, list, change.products);
    } else if (name == "add") {
      take_tags(list, change.add);
    } else if (name == "remove") {
      take_tags(list, change.remove);
    } else {
      errors.push_back({"/" + name, "unknown", fmt::format("There is no field '{}'.", name)});
    }
  }
  if (!said.contains("productIds")) errors.push_back({"/productIds", "missing", "productIds is required."});
  if (errors.empty() && change.add.empty() && change.remove.empty())
    errors.push_back({"/add", "missing", "add or remove must name a tag."});
  if (!errors.empty()) return std::unexpected(bad_fields(422, std::move(errors)));
  return change;
}

std::optional<Refusal> narrow_to_tag(const Services& services, const domain::TagOwner& owner, std::string_view tag,
                                     Choice& choice) {
  if (services.tags == nullptr) return refusal_of(Error{Code::not_found, "tag", "no tags are kept here"});
  auto tagged = services.tags->products(owner, tag);
  if (!tagged) return refusal_of(tagged.error());
  choice.slice.only = std::make_shared<const std::vector<ProductId>>(std::move(*tagged));
  return std::nullopt;
}

}  // namespace shelfcast::api
