// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::registry {

enum class Stage : std::uint8_t { candidate, champion, archived };

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

/// What is remembered of it.
struct Version {
  std::string version;  ///< "DE-logistic-1.0.7"
  std::string marketplace;
  Stage stage = Stage::candidate;
  std::string cycle;
  Day data_cut;
  std::string config_digest;
  std::string metrics;
  std::string parent;  ///< the champion it was trained beside; empty for the first
  Instant trained_at;
  std::uint64_t size = 0;
};

/// Versions, lineage, metrics and stages of trained models. Everything is kept for ever but the blobs, of which the
/// last kKeptBlobs of a marketplace and the champion's stay. Any thread; every call is one transaction.
class Registry {
 public:
  static constexpr int kKeptBlobs = 50;

  explicit Registry(storage::Database& database) : database_(database) {}

  /// Gives it the next version and the stage `candidate`. The same cycle again gives the same version again.
  Result<Version> register_model(const Trained& trained);
  /// Makes it the champion; the one before is archived.
  Result<void> promote(std::string_view version);
  [[nodiscard]] Result<std::optional<Version>> champion(std::string_view marketplace) const;
  /// Newest first.
  [[nodiscard]] Result<std::vector<Version>> list(std::string_view marketplace) const;
  /// Its blob; `not_found` where the version is unknown or its blob has gone.
  [[nodiscard]] Result<std::string> load(std::string_view version) const;

 private:
  storage::Database& database_;
};

}  // namespace shelfcast::registry
