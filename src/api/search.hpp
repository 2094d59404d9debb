// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/caching.hpp"

#include <expected>

namespace shelfcast::api {

/// Categories, products and sellers by the words of their names, those that sell best first.
std::expected<TableAnswer, Refusal> search(const Services& services, const QueryParameters& query);

}  // namespace shelfcast::api
