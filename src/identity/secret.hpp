// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::identity {

/// A secret that is told apart at a glance, found by its id, and known by the 256 random bits behind it:
/// "sck_" + 12 hexadecimal digits + "_" + 43 of base64url.
struct Secret {
  std::string id;
  std::string text;

  static Secret made(std::string_view prefix);
  /// Whether a text has that form.
  static bool is_one(std::string_view text, std::string_view prefix);
  /// Of a text that has that form.
  static std::string_view id_in(std::string_view text);
};

/// Hexadecimal digits.
std::string random_id(std::size_t bytes);

}  // namespace shelfcast::identity
