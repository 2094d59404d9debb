// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace shelfcast::models {

/// A layer in which every input leads to every unit. Its weights stand input by input, its biases behind them; units
/// are filled up to whole lanes.
struct Layer {
  std::size_t inputs;
  std::size_t units;
  std::size_t weights;  ///< where they begin among the network's parameters
  std::size_t biases;
};

/// From so many columns over hidden layers to one number, the first unit of the last layer.
std::vector<Layer> layers_of(std::size_t columns, std::span<const std::uint32_t> hidden);
std::size_t parameters_of(std::span<const Layer> layers);

/// One batch of rows through the layers, and their slopes back. The activation of hidden units is x / (1 + |x|):
/// smooth, bounded, and the same bits everywhere.
///
/// Calls: (fill every row; forward; output*; (slope of every row; backward)?)*
class DensePass {
 public:
  /// So many rows as are whole fours at once.
  DensePass(std::vector<Layer> layers, std::size_t rows);

  [[nodiscard]] std::span<float> row(std::size_t row);  ///< its inputs
  void forward(std::span<const float> parameters);
  [[nodiscard]] float output(std::size_t row) const;
  void slope(std::size_t row, float of_output);
  /// Adds to `gradient` what the parameters do to the sum over the rows.
  void backward(std::span<const float> parameters, std::span<float> gradient);

 private:
  void slopes_to_inputs(std::size_t layer, std::span<const float> parameters);

  std::vector<Layer> layers_;
  std::size_t rows_;
  std::vector<std::vector<float>> values_;  ///< the inputs, then what each layer made of them
  std::vector<std::vector<float>> slopes_;  ///< by what each layer adds up
  std::vector<float> turned_;               ///< a layer's weights, unit by unit
};

}  // namespace shelfcast::models
