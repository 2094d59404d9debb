// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "app/keys.hpp"

namespace shelfcast::app {

/// The keys of the house in this process, which no server has open. What is done to them is written to the audit log.
class LocalKeys final : public Keys {
 public:
  explicit LocalKeys(House& house) : house_(house) {}

  Result<identity::Credentials::Made> create(identity::NewCredential what) override;
  Result<std::vector<identity::Credential>> list_keys() override;
  Result<void> revoke_key(std::string_view id) override;

 private:
  House& house_;
};

}  // namespace shelfcast::app
