// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/formats.hpp"
#include "api/ranked.hpp"

#include <span>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// What rows consist of, in the order of columns; with live=true there is soldSince as well.
std::span<const std::string_view> category_columns();
std::span<const std::string_view> product_columns();

/// The two answers of the brief, in its field order, from "timeFrame" on: what stands before differs by who asks, and
/// all of this does not.
std::string categories_json(const Choice& choice, const Question& question, const RankedPage& page);
std::string products_json(const Choice& choice, const Question& question, const RankedPage& page, std::size_t category);

/// The best products of a whole marketplace, live: the same as long as nothing else was sold.
std::string top_sellers_json(const Choice& choice, const Question& question, const RankedPage& page);

/// Their rows alone, as lines.
std::string categories_lines(const Choice& choice, const Question& question, const RankedPage& page, Format format);
std::string products_lines(const Choice& choice, const Question& question, const RankedPage& page, std::size_t category,
                           Format format);

}  // namespace shelfcast::api
