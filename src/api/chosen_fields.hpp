// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/message.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::api {

/// Brings names with commas between them into one form: those of `columns` that are among them, in that order. A wrong
/// parameter for each that is none of them.
std::vector<http::FieldError> choose_fields(std::string& names, std::span<const std::string_view> columns);

/// The chosen ones of these columns; all where nothing was chosen.
std::vector<std::string_view> columns_chosen(std::string_view names, std::span<const std::string_view> columns);

/// Of each object of a JSON array that we wrote, the members of these names alone, byte for byte as they stood.
std::string only_members(std::string_view array, std::span<const std::string_view> names);

}  // namespace shelfcast::api
