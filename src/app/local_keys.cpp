// SPDX-License-Identifier: Apache-2.0
#include "app/local_keys.hpp"

#include "app/control_routes.hpp"
#include "app/control_wire.hpp"
#include "shelfcast/identity/key_json.hpp"

namespace shelfcast::app {
namespace {

constexpr int kDone = 200;
constexpr int kRefused = 422;

/// As a server writes down what is asked over its socket.
void write_down(House& house, std::string act, std::string detail, bool is_done) {
  http::Request asked;
  asked.path = act.substr(act.find('/'));
  asked.body = std::move(detail);
  identity::AuditLog(*house.database, house.clock)
      .add(identity::act_of(owner(), std::move(act), asked, is_done ? kDone : kRefused));
}

}  // namespace

Result<identity::Credentials::Made> LocalKeys::create(identity::NewCredential what) {
  auto credentials = identity::Credentials::open(*house_.database, house_.clock);
  if (!credentials) return std::unexpected(credentials.error());
  what.created_by = owner().name;
  auto wanted = identity::to_json(what).dump();
  auto made = (*credentials)->create(std::move(what));
  write_down(house_, "POST /keys/create", std::move(wanted), made.has_value());
  return made;
}

Result<std::vector<identity::Credential>> LocalKeys::list_keys() {
  const auto credentials = identity::Credentials::open(*house_.database, house_.clock);
  if (!credentials) return std::unexpected(credentials.error());
  return (*credentials)->keys(kMostKeys);
}

Result<void> LocalKeys::revoke_key(std::string_view id) {
  const auto credentials = identity::Credentials::open(*house_.database, house_.clock);
  if (!credentials) return std::unexpected(credentials.error());
  auto revoked = (*credentials)->revoke(id);
  write_down(house_, "POST /keys/revoke", Json{{"name", id}}.dump(), revoked.has_value());
  return revoked;
}

}  // namespace shelfcast::app
