// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/endpoints.hpp"
#include "api/refusal.hpp"
#include "shelfcast/identity/audit_log.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/rate_limits.hpp"

#include <expected>
#include <memory>
#include <optional>
#include <string_view>

namespace shelfcast::api {

/// Stands before every route: who asks, whether that one may, whether it is about its own things, whether it asks too
/// often; and writes down what was administrated. The only place that does.
class Guard {
 public:
  explicit Guard(SharedServices services);

  /// The route behind the guard. One that does not say what it needs, or in words that nobody knows, is a bug: throws.
  [[nodiscard]] static http::Route guarded(const std::shared_ptr<const Guard>& guard, http::Route route);

 private:
  struct Need {
    std::size_t scope;
    std::string_view name;
    bool is_recorded;
    bool may_sign_in_later;
    std::string act;  ///< "POST /api/v1/cycles"
  };
  struct Admitted {
    identity::CallerPtr caller;
    std::optional<identity::Allowance> allowance;
    std::optional<http::Request> as_meant = {};  ///< where the caller said "me"
  };
  [[nodiscard]] std::expected<Admitted, http::Response> admit(const Need& need, const http::Request& request) const;
  [[nodiscard]] http::Response shown_the_door(http::Response response) const;
  [[nodiscard]] std::optional<Refusal> refuse(const Need& need, const identity::Caller& caller,
                                              const http::Request& request) const;
  [[nodiscard]] Refusal without_scope(const Need& need, const identity::Caller& caller) const;
  void record(const Need& need, const identity::Caller& caller, const http::Request& request, int status) const;
  [[nodiscard]] http::Response answer(const Need& need, const http::Handler& handle,
                                      const http::Request& request) const;
  void answer_later(const Need& need, const http::LaterHandler& handle, const http::Request& request,
                    const http::Answer& answer) const;

  SharedServices services_;
  std::unique_ptr<identity::Doorkeeper> plain_;  // where no other is given
  const identity::Doorkeeper& doorkeeper_;
};

}  // namespace shelfcast::api
