// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/model_version.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::control {

/// A model to be imported.
struct ModelFile {
  std::string marketplace;
  std::string path;
  std::string name;  ///< what its versions are called by: small letters, digits and dashes
};

/// Which models there are and which one serves, for whoever may look at them and choose. Any thread.
///
/// A choice is made the champion at once, and serves from the next table on. It is pinned: no newer version takes its
/// place until one wins the paired test against it after the cool-down, or until `unpin`.
class Models {
 public:
  virtual ~Models() = default;

  /// Newest first. `not_found` where there is no such marketplace.
  [[nodiscard]] virtual Result<std::vector<domain::ModelVersion>> list(std::string_view marketplace) const = 0;
  [[nodiscard]] virtual Result<domain::ModelVersion> show(std::string_view version) const = 0;
  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<domain::ModelDecision>> decisions(std::string_view marketplace,
                                                                             std::size_t at_most) const = 0;
  /// Also the champion itself, which then is pinned. `conflict` where its blob has gone.
  virtual Result<domain::ModelDecision> promote(std::string_view version) = 0;
  /// Promotes the version that the champion replaced; once more, and the two change again. `not_found` where there was
  /// none.
  virtual Result<domain::ModelDecision> roll_back(std::string_view marketplace) = 0;
  /// From the next cycle on newer versions take over again. `conflict` where nothing is pinned.
  virtual Result<domain::ModelDecision> unpin(std::string_view marketplace) = 0;
  /// Registers what XGBoost learnt elsewhere, from a file on the machine of the data directory, as a shadow: it
  /// competes from the next cycle on. The same file again is the same version. `rejected` where its features are not
  /// ours.
  virtual Result<domain::ModelVersion> import(const ModelFile& file) = 0;
  /// `conflict` for the champion.
  virtual Result<domain::ModelVersion> archive(std::string_view version) = 0;
};

}  // namespace shelfcast::control
