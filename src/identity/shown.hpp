// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/admission.hpp"
#include "shelfcast/http/message.hpp"

#include <optional>
#include <string_view>

namespace shelfcast::identity {

/// What of a request says who asks, and whose idea it was; what is missing is empty, but no origin is not an empty one.
struct Shown {
  explicit Shown(const http::Request& request)
      : method(request.method),
        authorization(request.headers.get("Authorization").value_or("")),
        cookies(request.headers.get("Cookie").value_or("")),
        origin(request.headers.get("Origin")),
        host(request.headers.get("Host").value_or("")),
        local(request.local) {}
  explicit Shown(const http::AskedHead& head)
      : method(head.method),
        authorization(head.get("Authorization")),
        cookies(head.get("Cookie")),
        origin(head.find("Origin")),
        host(head.get("Host")),
        local(head.local) {}

  /// What follows "Bearer "; nullopt where there are no such credentials.
  [[nodiscard]] std::optional<std::string_view> bearer() const;
  [[nodiscard]] std::string_view cookie(std::string_view name) const;

  std::string_view method;
  std::string_view authorization;
  std::string_view cookies;
  std::optional<std::string_view> origin;
  std::string_view host;
  bool local;
};

}  // namespace shelfcast::identity
