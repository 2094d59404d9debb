// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/models.hpp"

namespace shelfcast::app {

/// The models of the house in this process.
class LocalModels final : public control::Models {
 public:
  explicit LocalModels(House& house) : house_(house) {}

  [[nodiscard]] Result<std::vector<domain::ModelVersion>> list(std::string_view marketplace) const override;
  [[nodiscard]] Result<domain::ModelVersion> show(std::string_view version) const override;
  [[nodiscard]] Result<std::vector<domain::ModelDecision>> decisions(std::string_view marketplace,
                                                                     std::size_t at_most) const override;
  Result<domain::ModelDecision> promote(std::string_view version) override;
  Result<domain::ModelDecision> roll_back(std::string_view marketplace) override;
  Result<domain::ModelDecision> unpin(std::string_view marketplace) override;
  Result<domain::ModelVersion> import(const control::ModelFile& file) override;
  Result<domain::ModelVersion> archive(std::string_view version) override;

 private:
  [[nodiscard]] Result<domain::ModelVersion> champion_of(std::string_view marketplace) const;
  [[nodiscard]] Result<domain::ModelVersion> known(std::string_view version) const;
  Result<domain::ModelVersion> registered(const domain::Marketplace& marketplace, const control::ModelFile& file,
                                          std::string blob, const std::string& digest);
  Result<domain::ModelDecision> decide(domain::ModelDecision decision);

  House& house_;
};

}  // namespace shelfcast::app
