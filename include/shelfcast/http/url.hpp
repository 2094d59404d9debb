// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/client.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::http {

/// "https://issuer.example:8443/path?query", in parts.
struct Url {
  bool is_secure = false;
  TcpAddress address;
  std::string target;  ///< "/" at least

  /// `ca_file`: as in TlsAddress, where it is secure.
  [[nodiscard]] Endpoint endpoint(const std::string& ca_file = {}) const;
};

/// Nothing where it is no http:// or https:// URL, names a user, or holds what cannot be sent.
std::optional<Url> read_url(std::string_view text);

}  // namespace shelfcast::http
