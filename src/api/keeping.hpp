// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/keeping.hpp"
#include "shelfcast/http/message.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace shelfcast::api {

/// Where who asks stands in an answer about predictions.
struct AskerPlaces {
  std::string_view asker;      ///< as it stands in the path
  std::size_t at_in_path = 0;  ///< of each link
  std::optional<std::size_t> at_in_body = {};
};

/// Completes what an answer is kept by with the places that differ each time: the seconds of max-age, and who asks.
std::shared_ptr<const http::Keeping> marked(http::Keeping keeping, const http::Response& response,
                                            const AskerPlaces& places);

}  // namespace shelfcast::api
