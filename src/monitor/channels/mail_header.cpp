// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/mail_header.hpp"

#include "monitor/channels/plain_text.hpp"
#include "shelfcast/base/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::monitor {
namespace {

constexpr std::size_t kLongestPlain = 60;  // so that no line is longer than 78
constexpr std::string_view kBegin = "=?utf-8?Q?";
constexpr std::string_view kEnd = "?=";
constexpr std::size_t kLongestWord = 66;  // 75 by the RFC, of a line of 76

constexpr bool is_alphanumeric(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

bool is_plain(std::string_view text) {
  const auto is_plain_character = [](char c) {
    return is_alphanumeric(c) || std::string_view(" ,.:;%+-/()").contains(c);
  };
  return text.size() <= kLongestPlain && std::ranges::all_of(text, is_plain_character);
}

std::string encoded_character(std::string_view character) {
  if (character.size() == 1 && is_alphanumeric(character.front())) return std::string(character);
  std::string encoded;
  for (const char byte : character) encoded += fmt::format("={:02X}", static_cast<unsigned char>(byte));
  return encoded;
}

}  // namespace

std::string header_text(std::string_view text) {
  std::string rest_of_line = one_line(text);
  if (is_plain(rest_of_line)) return rest_of_line;
  std::string words;
  std::string word(kBegin);
  for (std::string_view rest = rest_of_line; !rest.empty();) {
    const auto character = rest.substr(0, size_of_first(rest));
    rest.remove_prefix(character.size());
    const std::string encoded = encoded_character(character);
    if (word.size() + encoded.size() + kEnd.size() > kLongestWord) {
      words.append(word).append(kEnd).append("\r\n ");
      word = kBegin;
    }
    word += encoded;
  }
  return words.append(word).append(kEnd);
}

std::string mail_date(Instant at) {
  constexpr std::array kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string written = format_instant(at);
  const Day day = parse_day(written.substr(0, 10)).value();
  const CivilDate date = civil(day);
  return fmt::format("{}, {:02} {} {} {} +0000", kDays.at(static_cast<std::size_t>(weekday(day))), date.day,
                     kMonths.at(static_cast<std::size_t>(date.month - 1)), date.year, written.substr(11, 8));
}

std::string_view Mailbox::domain() const {
  return std::string_view(address).substr(address.find('@') + 1);
}

std::string Mailbox::header() const {
  return name.empty() ? address : fmt::format("{} <{}>", header_text(name), address);
}

std::optional<Mailbox> read_mailbox(std::string_view text) {
  Mailbox mailbox;
  const auto begin = text.find('<');
  if (begin != std::string_view::npos && text.ends_with('>')) {
    mailbox.name = trimmed(text.substr(0, begin));
    text = text.substr(begin + 1, text.size() - begin - 2);
  }
  constexpr std::size_t kLongest = 254;
  const auto can_be_local = [](char c) {
    return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~.").contains(c);
  };
  const auto can_be_domain = [](char c) { return is_alphanumeric(c) || c == '-' || c == '.'; };
  const auto at = text.find('@');
  if (at == std::string_view::npos || text.size() > kLongest) return std::nullopt;
  const auto local = text.substr(0, at);
  const auto domain = text.substr(at + 1);
  const bool is_sound = !local.empty() && !domain.empty() && std::ranges::all_of(local, can_be_local) &&
                        std::ranges::all_of(domain, can_be_domain);
  if (!is_sound) return std::nullopt;
  mailbox.address = text;
  return mailbox;
}

}  // namespace shelfcast::monitor
