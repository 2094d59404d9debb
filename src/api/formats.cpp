// SPDX-License-Identifier: Apache-2.0
#include "api/formats.hpp"

#include "shelfcast/base/csv.hpp"
#include "shelfcast/base/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

/// In the order of Format.
constexpr std::array<std::string_view, 3> kFormats{"application/json", "text/csv", "application/x-ndjson"};

bool covers(std::string_view range, std::string_view type) {
  if (range == "*/*") return true;
  return range.ends_with("/*") ? type.starts_with(range.substr(0, range.size() - 1)) : range == type;
}

double quality_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto parameter = next_part(parameters, ';');
    if (!parameter.starts_with("q=")) continue;
    double quality = 1;
    std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), quality);
    return quality;
  }
  return 1;
}

/// How much the caller likes a type: by the range that names it most exactly. 0: not at all.
double liking_for(std::string_view accept, std::string_view type) {
  double quality = 0;
  int most_exact = 0;
  while (!accept.empty()) {
    auto item = next_part(accept, ',');
    const auto range = next_part(item, ';');
    const int exact = range == type ? 3 : range == "*/*" ? 1 : 2;
    if (!covers(range, type) || exact <= most_exact) continue;
    most_exact = exact;
    quality = quality_of(item);
  }
  return quality;
}

std::string text_of(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? csv_field(value.get<std::string>()) : value.dump();
}

void put_csv_line(std::string& text, std::span<const std::string_view> columns, const auto& field_of) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) text += ',';
    text += field_of(columns[i]);
  }
  text += '\n';
}

}  // namespace

std::optional<std::size_t> most_liked(const http::Request& request, std::span<const std::string_view> types) {
  const auto accept = request.headers.get("Accept");
  if (!accept || trimmed(*accept).empty()) return 0;
  std::optional<std::size_t> best;
  double most = 0;
  for (std::size_t i = 0; i < types.size(); ++i)
    if (const double liking = liking_for(*accept, types[i]); liking > most) {
      most = liking;
      best = i;
    }
  return best;
}

std::expected<Format, Refusal> format_asked(const http::Request& request) {
  if (const auto best = most_liked(request, kFormats)) return static_cast<Format>(*best);
  return std::unexpected(Refusal{.status = 406,
                                 .type = "not-acceptable",
                                 .title = "Not Acceptable",
                                 .detail = "There are application/json, text/csv and application/x-ndjson."});
}

std::string_view content_type_of(Format format) {
  return kFormats.at(static_cast<std::size_t>(format));
}

std::span<const std::string_view> every_format() {
  return kFormats;
}

std::string lines_of(std::string_view json_array, Format format, std::span<const std::string_view> columns) {
  const auto rows = Json::parse(json_array);
  std::string text;
  if (format == Format::csv) put_csv_line(text, columns, [](std::string_view column) { return std::string(column); });
  for (const auto& row : rows) {
    if (format == Format::ndjson) {
      text += row.dump() + '\n';
      continue;
    }
    put_csv_line(text, columns, [&](std::string_view column) {
      const auto found = row.find(column);
      return found == row.end() ? std::string() : text_of(*found);
    });
  }
  return text;
}

}  // namespace shelfcast::api
