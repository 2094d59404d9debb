// SPDX-License-Identifier: Apache-2.0
#include "api/keeping.hpp"

#include <string>

namespace shelfcast::api {
namespace {

using http::Mark;

void mark_age(std::vector<Mark>& marks, std::size_t field, std::string_view value) {
  constexpr std::string_view kMaxAge = "max-age=";
  const auto at = value.find(kMaxAge);
  if (at == std::string_view::npos) return;
  const auto seconds = at + kMaxAge.size();
  marks.push_back({Mark::Of::age, field, seconds, value.size() - seconds});
}

void mark_links(std::vector<Mark>& marks, std::size_t field, std::string_view links, const AskerPlaces& places) {
  for (auto at = links.find('<'); at != std::string_view::npos; at = links.find('<', at + 1))
    marks.push_back({Mark::Of::asker, field, at + 1 + places.at_in_path, places.asker.size()});
}

}  // namespace

std::shared_ptr<const http::Keeping> marked(http::Keeping keeping, const http::Response& response,
                                            const AskerPlaces& places) {
  for (std::size_t field = 0; field < response.headers.fields.size(); ++field) {
    const auto& [name, value] = response.headers.fields[field];
    if (name == "Cache-Control") mark_age(keeping.marks, field, value);
    if (name == "Link") mark_links(keeping.marks, field, value, places);
  }
  if (places.at_in_body)
    keeping.marks.push_back({Mark::Of::asker, Mark::kBody, *places.at_in_body, places.asker.size()});
  return std::make_shared<const http::Keeping>(std::move(keeping));
}

}  // namespace shelfcast::api
