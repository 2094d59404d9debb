// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/model_version.hpp"
#include "shelfcast/storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::registry {

using domain::Stage;
using Version = domain::ModelVersion;

/// A trained model as training hands it over.
struct Trained {
  std::string marketplace;  ///< the source's key, as "DE"
  std::string kind;         ///< "logistic"
  std::string generation;   ///< "1.0": of the model's and the features' definitions
  std::string cycle;
  Day data_cut;
  std::string config_digest;
  std::string metrics;  ///< JSON
  Instant trained_at;
  std::string blob;
};

/// Versions, lineage, metrics and stages of trained models. Everything is kept for ever but the blobs, of which the
/// last kKeptBlobs of a marketplace, the champion's and those of shadows stay. Any thread; every call is one
/// transaction.
class Registry {
 public:
  static constexpr int kKeptBlobs = 50;

  explicit Registry(storage::Database& database) : database_(database) {}

  /// Gives it the next version and the stage `candidate`. The same cycle and kind again give the same version again.
  Result<Version> register_model(const Trained& trained);
  /// Makes it the champion; the one before is archived.
  Result<void> promote(std::string_view version);
  /// Of a version that does not serve: `conflict` for the champion, and for champion as the stage.
  Result<void> move_to(std::string_view version, Stage stage);
  [[nodiscard]] Result<std::optional<Version>> champion(std::string_view marketplace) const;
  /// `not_found` where there is no such version.
  [[nodiscard]] Result<Version> find(std::string_view version) const;
  /// Newest first.
  [[nodiscard]] Result<std::vector<Version>> list(std::string_view marketplace) const;
  /// Its blob; `not_found` where the version is unknown or its blob has gone.
  [[nodiscard]] Result<std::string> load(std::string_view version) const;

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::registry
