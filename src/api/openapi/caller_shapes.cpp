// SPDX-License-Identifier: Apache-2.0
// Who asks: keys, tokens, and what was administrated.
#include "api/openapi/shape.hpp"

namespace shelfcast::api::openapi {
namespace {

Shape key() {
  return object({{"id", text()},
                 {"name", text()},
                 {"role", text()},
                 {"sellerId", maybe(text())},
                 {"tier", text()},
                 {"scopes", list_of(text())},
                 {"createdAt", time()},
                 {"createdBy", text()},
                 {"expiresAt", maybe(time())},
                 {"revokedAt", maybe(time())}});
}

Shape audit_entry() {
  return object({{"at", time()},
                 {"who", text()},
                 {"role", text()},
                 {"act", text()},
                 {"resource", text()},
                 {"detail", text()},
                 {"outcome", whole()},
                 {"requestId", text()}});
}

}  // namespace

void add_caller_shapes(Shape& all) {
  all["KeyWanted"] = only(object({{"name", text()},
                                  {"role", word({"seller", "analyst", "operator", "admin"})},
                                  {"sellerId?", text()},
                                  {"tier?", word({"free", "pro", "enterprise"})},
                                  {"scopes?", list_of(text())},
                                  {"expiresAt?", time()}}));
  all["KeyMade"] = joined(object({{"key", text()}}), key());
  all["Keys"] = object({{"keys", list_of(key())}});
  all["KeyRevoked"] = object({{"id", text()}, {"revoked", flag()}});
  all["Tokens"] = object({{"accessToken", text()},
                          {"tokenType", text()},
                          {"expiresIn", whole()},
                          {"refreshToken", text()},
                          {"scope", text()}});
  all["RefreshToken"] = only(object({{"refreshToken", text()}}));
  all["Revoked"] = object({{"revoked", flag()}});
  all["Me"] = object({{"name", text()},
                      {"role", text()},
                      {"sellerId", maybe(text())},
                      {"tier", text()},
                      {"scope", text()},
                      {"session", flag()}});
  all["KeySet"] = object({{"keys", list_of(map_of(anything()))}});
  all["LoggedOut"] = object({{"loggedOut", flag()}});
  all["Audit"] = object({{"entries", list_of(audit_entry())}, {"next", maybe(text())}});
}

}  // namespace shelfcast::api::openapi
