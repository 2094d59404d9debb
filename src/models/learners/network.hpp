// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/dense.hpp"
#include "models/learners/losses.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::models {

inline constexpr std::uint32_t kMostUnits = 1024;

struct NetworkSettings {
  Objective objective{.loss = Loss::poisson};
  std::vector<std::uint32_t> hidden{64, 32};  ///< units of each hidden layer, 1 to 1024, filled up to whole eights
  std::size_t batch = 64;                     ///< rows to a step
  int most_epochs = 40;
  int patience = 2;  ///< epochs without progress before the rate is halved; after the third time, it ends
  double learning_rate = 0.004;
  double l2 = 0.05;  ///< decay of the weights, in units of the rate
  std::uint64_t seed = 0;
};

/// A small neural network: link(expected) = start + scale * network(standardised features) + base margin. May be asked
/// by any number of threads at a time; the same bits on every machine.
class Network {
 public:
  /// What is expected of each row, on the scale of the labels. NaN is a missing value and counts as the column's mean.
  [[nodiscard]] Result<std::vector<float>> predict(const Table& table, std::span<const float> base_margin = {}) const;

  [[nodiscard]] std::string bytes() const;
  static Result<Network> from_bytes(std::string_view bytes);

 private:
  friend class NetworkTraining;

  /// A row's features in units of their deviation; what lies far outside of all that was learnt counts as its edge.
  void standardise(std::span<const float> row, std::span<float> inputs) const;

  Link link_ = Link::identity;
  double start_ = 0;
  double scale_ = 1;
  std::vector<std::uint32_t> hidden_;
  std::vector<double> means_;
  std::vector<double> deviations_;
  std::vector<float> parameters_;
};

/// Learns by Adam on batches drawn by `seed`, and keeps the parameters that did best on a tenth of the rows, held out.
/// Failure: `invalid` - sizes or numbers make no sense.
Result<Network> train_network(const Examples& examples, const NetworkSettings& settings);

}  // namespace shelfcast::models
