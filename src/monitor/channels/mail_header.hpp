// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::monitor {

/// What stands in a header of a mail, of any text: as it is where that is plain, else in encoded words (RFC 2047),
/// folded. Whatever the text, nothing of it ends the header.
std::string header_text(std::string_view text);

/// "Thu, 20 Nov 2025 12:00:00 +0000"
std::string mail_date(Instant at);

struct Mailbox {
  std::string name;     ///< may be empty
  std::string address;  ///< "alerts@shop.example"

  [[nodiscard]] std::string_view domain() const;
  [[nodiscard]] std::string header() const;
};

/// "alerts@shop.example" or "Shelfcast <alerts@shop.example>". Nothing where the address holds anything but what such
/// addresses are made of in practice; it is ASCII.
std::optional<Mailbox> read_mailbox(std::string_view text);

}  // namespace shelfcast::monitor
