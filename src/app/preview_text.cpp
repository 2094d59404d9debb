// SPDX-License-Identifier: Apache-2.0
#include "app/preview_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace shelfcast::app {
namespace {

using ingest::PreviewLine;
using Json = nlohmann::ordered_json;

constexpr std::size_t kWidestColumn = 28;
constexpr std::size_t kProblemsShown = 5;

struct Column {
  std::string_view title;
  std::string PreviewLine::* text;
  bool is_number = false;
};
constexpr std::array kColumns = {
    Column{"order", &PreviewLine::order},
    Column{"line", &PreviewLine::line},
    Column{"time", &PreviewLine::time},
    Column{"product", &PreviewLine::product},
    Column{"category", &PreviewLine::category},
    Column{"seller", &PreviewLine::seller},
    Column{"quantity", &PreviewLine::quantity, true},
    Column{"price", &PreviewLine::price, true},
    Column{"total", &PreviewLine::total, true},
};

/// As many whole characters as fit, so that the table stays a table.
std::string shortened(const std::string& text) {
  if (text.size() <= kWidestColumn) return text;
  std::size_t length = kWidestColumn - 3;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
  return text.substr(0, length) + "...";
}

std::string table_of(const std::vector<PreviewLine>& lines) {
  std::array<std::size_t, kColumns.size()> widths{};
  for (std::size_t c = 0; c < kColumns.size(); ++c) {
    widths[c] = kColumns[c].title.size();
    for (const auto& line : lines) widths[c] = std::max(widths[c], shortened(line.*kColumns[c].text).size());
  }
  std::string text;
  const auto add = [&](std::size_t c, const std::string& cell) {
    text += kColumns[c].is_number ? fmt::format("{:>{}}", cell, widths[c]) : fmt::format("{:<{}}", cell, widths[c]);
    text += c + 1 < kColumns.size() ? "  " : "\n";
  };
  for (std::size_t c = 0; c < kColumns.size(); ++c) add(c, std::string(kColumns[c].title));
  for (const auto& line : lines) {
    for (std::size_t c = 0; c < kColumns.size(); ++c) add(c, shortened(line.*kColumns[c].text));
  }
  return text;
}

std::string problems_of(const ingest::Preview& preview) {
  std::string text;
  for (const auto& [code, problems] : preview.problems) {
    text += fmt::format("\n{} rows would be rejected: {}\n", problems.rows, code);
    for (std::size_t i = 0; i < std::min(problems.first.size(), kProblemsShown); ++i) {
      const auto& letter = problems.first[i];
      text += fmt::format("  {}, {}: {}\n", letter.source, letter.position, letter.reason);
    }
  }
  return text.empty() ? "\nno row would be rejected\n" : text;
}

}  // namespace

std::string preview_text(const ingest::Preview& preview) {
  std::string text;
  std::set<std::string> shown;
  for (const auto& file : preview.files) {
    if (shown.insert(file.file).second) text += fmt::format("{}: {}\n", file.file, file.understood);
  }
  text += "\n" + table_of(preview.first);
  text +=
      fmt::format("\n{} lines of {} products would be counted; nothing was written\n", preview.lines, preview.products);
  return text + problems_of(preview);
}

std::string preview_json(const ingest::Preview& preview) {
  Json json{{"lines", preview.lines}, {"products", preview.products}, {"files", Json::array()},
            {"first", Json::array()}, {"problems", Json::array()},    {"warnings", preview.warnings}};
  for (const auto& file : preview.files)
    json["files"].push_back({{"file", file.file}, {"understood", file.understood}});
  for (const auto& line : preview.first) {
    Json row{{"file", line.file}, {"row", line.row}};
    for (const auto& column : kColumns) row[std::string(column.title)] = line.*column.text;
    json["first"].push_back(std::move(row));
  }
  for (const auto& [code, problems] : preview.problems) {
    Json first = Json::array();
    for (const auto& letter : problems.first) {
      first.push_back(
          {{"file", letter.source}, {"position", letter.position}, {"reason", letter.reason}, {"row", letter.row}});
    }
    json["problems"].push_back({{"code", code}, {"rows", problems.rows}, {"first", std::move(first)}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace shelfcast::app
