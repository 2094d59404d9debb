// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/exports.hpp"

namespace shelfcast::app {

/// Exports of the house in this process.
class LocalExports final : public control::Exports {
 public:
  explicit LocalExports(House& house) : house_(house) {}
  Result<std::string> daily_sales_csv(std::string_view marketplace) override;
  Result<std::string> examples_csv(std::string_view marketplace) override;
  Result<std::string> stock_csv(std::string_view marketplace) override;
  Result<std::string> months_csv(std::string_view marketplace) override;
  Result<std::string> features_csv(std::string_view marketplace, std::optional<Day> as_of) override;

 private:
  House& house_;
};

}  // namespace shelfcast::app
