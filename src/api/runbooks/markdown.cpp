// SPDX-License-Identifier: Apache-2.0
#include "api/runbooks/markdown.hpp"

#include <array>

namespace shelfcast::api::runbooks {
namespace {

struct Block {
  std::string_view mark;
  std::string_view opens;
  std::string_view closes;
};

constexpr std::string_view kTitle = "# ";
constexpr std::string_view kItem = "- ";
constexpr std::array<Block, 4> kBlocks{{
    {kTitle, "<h1>", "</h1>\n"},
    {"## ", "<h2>", "</h2>\n"},
    {kItem, "<li>", "</li>\n"},
    {"", "<p>", "</p>\n"},
}};

const Block& block_of(std::string_view line) {
  std::size_t at = 0;
  while (!line.starts_with(kBlocks.at(at).mark)) ++at;
  return kBlocks.at(at);
}

void put_text(std::string& html, std::string_view text) {
  for (const char c : text) {
    if (c == '&') {
      html += "&amp;";
    } else if (c == '<') {
      html += "&lt;";
    } else if (c == '"') {
      html += "&quot;";
    } else {
      html += c;
    }
  }
}

/// Puts the code that `rest` begins with; how long it is, or 0: it begins with none.
std::size_t put_code(std::string& html, std::string_view rest) {
  const auto end = rest.find('`', 1);
  if (end == std::string_view::npos) return 0;
  html += "<code>";
  put_text(html, rest.substr(1, end - 1));
  html += "</code>";
  return end + 1;
}

/// The same of a link.
std::size_t put_link(std::string& html, std::string_view rest) {
  const auto middle = rest.find("](");
  const auto end = middle == std::string_view::npos ? middle : rest.find(')', middle);
  if (end == std::string_view::npos) return 0;
  html += "<a href=\"";
  put_text(html, rest.substr(middle + 2, end - middle - 2));
  html += "\">";
  put_text(html, rest.substr(1, middle - 1));
  html += "</a>";
  return end + 1;
}

void put_line(std::string& html, std::string_view line) {
  while (!line.empty()) {
    const auto plain = line.substr(0, line.find_first_of("`["));
    put_text(html, plain);
    line.remove_prefix(plain.size());
    if (line.empty()) return;
    std::size_t taken = line.front() == '`' ? put_code(html, line) : put_link(html, line);
    if (taken == 0) {
      taken = 1;
      put_text(html, line.substr(0, taken));
    }
    line.remove_prefix(taken);
  }
}

std::string_view next_line(std::string_view& text) {
  const auto line = text.substr(0, text.find('\n'));
  text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
  return line;
}

}  // namespace

std::string html_of(std::string_view markdown) {
  std::string html;
  bool in_list = false;
  const auto be_in_list = [&](bool wanted) {
    if (wanted != in_list) html += wanted ? "<ul>\n" : "</ul>\n";
    in_list = wanted;
  };
  while (!markdown.empty()) {
    const auto line = next_line(markdown);
    if (line.empty()) continue;
    const Block& block = block_of(line);
    be_in_list(block.mark == kItem);
    html += block.opens;
    put_line(html, line.substr(block.mark.size()));
    html += block.closes;
  }
  be_in_list(false);
  return html;
}

std::string_view title_of(std::string_view markdown) {
  const auto line = next_line(markdown);
  return line.starts_with(kTitle) ? line.substr(kTitle.size()) : line;
}

}  // namespace shelfcast::api::runbooks
