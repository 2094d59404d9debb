// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/loads.hpp"

namespace shelfcast::app {

/// Imports into the house in this process.
class LocalLoads final : public control::Loads {
 public:
  explicit LocalLoads(House& house) : house_(house) {}
  Result<control::LoadReport> import(const control::Load& load, const Progress& progress) override;

 private:
  House& house_;
};

}  // namespace shelfcast::app
