// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/sms_text.hpp"

#include "monitor/channels/plain_text.hpp"

#include <cstddef>

namespace shelfcast::monitor {
namespace {

constexpr std::size_t kMostGsm = 160;
constexpr std::size_t kMostUcs2 = 70;
constexpr std::string_view kEllipsis = "...";

// GSM 03.38: each of these takes one place, or two.
constexpr std::string_view kGsm =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr std::string_view kGsmExtension = "^{}\\[~]|€";

/// Whole characters are looked for: no character of UTF-8 is found within another.
std::size_t gsm_places(std::string_view character) {
  if (kGsm.find(character) != std::string_view::npos) return 1;
  return kGsmExtension.find(character) != std::string_view::npos ? 2 : 0;
}

/// Of UTF-16: two beyond the first 65,536 characters, which take four bytes of UTF-8.
std::size_t ucs2_places(std::string_view character) {
  return character.size() == 4 ? 2 : 1;
}

bool is_gsm(std::string_view text) {
  while (!text.empty()) {
    const auto character = text.substr(0, size_of_first(text));
    if (gsm_places(character) == 0) return false;
    text.remove_prefix(character.size());
  }
  return true;
}

using Places = std::size_t (*)(std::string_view character);

std::size_t places_of(std::string_view text, Places places) {
  std::size_t all = 0;
  while (!text.empty()) {
    const auto character = text.substr(0, size_of_first(text));
    all += places(character);
    text.remove_prefix(character.size());
  }
  return all;
}

std::string cut_to_places(std::string_view text, std::size_t room, Places places) {
  if (places_of(text, places) <= room) return std::string(text);
  std::size_t kept = 0;
  for (std::size_t left = room - kEllipsis.size();;) {
    const auto character = text.substr(kept, size_of_first(text.substr(kept)));
    if (places(character) > left) break;
    left -= places(character);
    kept += character.size();
  }
  return std::string(text.substr(0, kept)).append(kEllipsis);
}

}  // namespace

std::string sms_text(std::string_view text, std::string_view link) {
  const std::string line = one_line(text);
  const bool fits_gsm = is_gsm(line) && is_gsm(link);
  const Places places = fits_gsm ? gsm_places : ucs2_places;
  const std::size_t most = fits_gsm ? kMostGsm : kMostUcs2;
  const std::size_t for_link = link.empty() ? 0 : 1 + places_of(link, places);
  if (for_link == 0 || for_link > most / 2) return cut_to_places(line, most, places);
  return cut_to_places(line, most - for_link, places).append(" ").append(link);
}

}  // namespace shelfcast::monitor
