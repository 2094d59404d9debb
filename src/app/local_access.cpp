// SPDX-License-Identifier: Apache-2.0
#include "app/local_access.hpp"

#include "app/control_routes.hpp"
#include "shelfcast/http/client.hpp"

namespace shelfcast::app {
namespace {

constexpr std::chrono::seconds kPatience{5};

/// Whether a server answers on the socket; a file left behind by a killed one does not count.
bool answers(const std::filesystem::path& socket) {
  http::Request request;
  request.method = "GET";
  request.target = "/marketplaces";
  return std::filesystem::exists(socket) && http::fetch(socket, request, kPatience).has_value();
}

}  // namespace

std::filesystem::path control_socket(const Config& config) {
  return std::filesystem::path(config.text("data")) / "control.sock";
}

Result<std::unique_ptr<Access>> Access::to(const Config& config, const Clock& clock, bool pinned) {
  const auto socket = control_socket(config);
  if (answers(socket)) return remote_access(socket);
  auto house = House::open(config, clock, pinned);
  if (!house) return std::unexpected(house.error());
  return std::make_unique<LocalAccess>(std::move(*house));
}

// Work that was started runs to its end before anything it uses goes.
LocalAccess::~LocalAccess() {
  house_->runtime->stop();
}

Result<std::vector<std::string>> LocalAccess::marketplaces() {
  const auto rows = house_->catalogue->marketplaces();
  if (!rows) return std::unexpected(rows.error());
  std::vector<std::string> keys;
  for (const auto& row : *rows) keys.push_back(row.key);
  return keys;
}

}  // namespace shelfcast::app
