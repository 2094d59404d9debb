// SPDX-License-Identifier: Apache-2.0
#include "models/learners/dense.hpp"

#include "models/learners/lanes.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr std::size_t kFours = 4;

std::size_t filled_up(std::size_t count, std::size_t to) {
  return (count + to - 1) / to * to;
}

/// A matrix by rows, or by columns, of another: element (i, t) is at `i * row + t * term`.
struct Strided {
  const float* at;
  std::size_t row;
  std::size_t term;
};

struct Extent {
  std::size_t rows;   ///< of the product, whole fours
  std::size_t terms;  ///< of each sum
  std::size_t width;  ///< of the product, whole lanes
};

/// product(i, k) += sum over t of a(i, t) * b(t, k): four rows by a lane's width at a time stay in registers. The order
/// of every sum is that of its terms.
void add_product(const Strided& a, const float* b, float* product, const Extent& extent) {
  for (std::size_t i = 0; i < extent.rows; i += kFours) {
    for (std::size_t k = 0; k < extent.width; k += kFloatLanes) {
      FloatLanes sums[kFours];
      for (std::size_t r = 0; r < kFours; ++r) load(sums[r], product + (i + r) * extent.width + k);
      const float* factor = a.at + i * a.row;
      const float* from = b + k;
      for (std::size_t t = 0; t < extent.terms; ++t, factor += a.term, from += extent.width) {
        FloatLanes x;
        load(x, from);
        sums[0] += factor[0] * x;
        sums[1] += factor[a.row] * x;
        sums[2] += factor[2 * a.row] * x;
        sums[3] += factor[3 * a.row] * x;
      }
      for (std::size_t r = 0; r < kFours; ++r) store(sums[r], product + (i + r) * extent.width + k);
    }
  }
}

void activate(std::span<float> values) {
  for (std::size_t i = 0; i < values.size(); i += kFloatLanes) {
    FloatLanes x;
    load(x, &values[i]);
    const FloatLanes size = x < 0.0F ? -x : x;
    x /= 1.0F + size;
    store(x, &values[i]);
  }
}

/// The activation's derivative is (1 - |y|)^2 where it has answered y.
void through_activation(std::span<float> slopes, std::span<const float> answers) {
  for (std::size_t i = 0; i < slopes.size(); i += kFloatLanes) {
    FloatLanes slope;
    FloatLanes y;
    load(slope, &slopes[i]);
    load(y, &answers[i]);
    const FloatLanes rest = 1.0F - (y < 0.0F ? -y : y);
    slope *= rest * rest;
    store(slope, &slopes[i]);
  }
}

}  // namespace

std::vector<Layer> layers_of(std::size_t columns, std::span<const std::uint32_t> hidden) {
  std::vector<Layer> layers;
  std::size_t inputs = filled_up(columns, kFours);
  std::size_t at = 0;
  const auto add = [&](std::size_t units) {
    layers.push_back({.inputs = inputs, .units = units, .weights = at, .biases = at + inputs * units});
    at += (inputs + 1) * units;
    inputs = units;
  };
  for (const std::uint32_t units : hidden) add(filled_up(units, kFloatLanes));
  add(kFloatLanes);
  return layers;
}

std::size_t parameters_of(std::span<const Layer> layers) {
  return layers.back().biases + layers.back().units;
}

DensePass::DensePass(std::vector<Layer> layers, std::size_t rows)
    : layers_(std::move(layers)), rows_(filled_up(rows, kFours)) {
  values_.emplace_back(rows_ * layers_.front().inputs);
  for (const Layer& layer : layers_) {
    values_.emplace_back(rows_ * layer.units);
    slopes_.emplace_back(rows_ * layer.units);
  }
}

std::span<float> DensePass::row(std::size_t row) {
  const std::size_t width = layers_.front().inputs;
  return std::span(values_.front()).subspan(row * width, width);
}

void DensePass::forward(std::span<const float> parameters) {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    const Layer& layer = layers_[l];
    std::vector<float>& sums = values_[l + 1];
    const auto biases = parameters.subspan(layer.biases, layer.units);
    for (std::size_t i = 0; i < rows_; ++i)
      std::ranges::copy(biases, sums.begin() + static_cast<std::ptrdiff_t>(i * layer.units));
    add_product({.at = values_[l].data(), .row = layer.inputs, .term = 1}, &parameters[layer.weights], sums.data(),
                {.rows = rows_, .terms = layer.inputs, .width = layer.units});
    if (l + 1 < layers_.size()) activate(sums);
  }
}

float DensePass::output(std::size_t row) const {
  return values_.back()[row * layers_.back().units];
}

void DensePass::slope(std::size_t row, float of_output) {
  slopes_.back()[row * layers_.back().units] = of_output;
}

void DensePass::backward(std::span<const float> parameters, std::span<float> gradient) {
  for (std::size_t l = layers_.size(); l-- > 0;) {
    const Layer& layer = layers_[l];
    add_product({.at = values_[l].data(), .row = 1, .term = layer.inputs}, slopes_[l].data(), &gradient[layer.weights],
                {.rows = layer.inputs, .terms = rows_, .width = layer.units});
    for (std::size_t i = 0; i < rows_; ++i)
      for (std::size_t u = 0; u < layer.units; ++u) gradient[layer.biases + u] += slopes_[l][i * layer.units + u];
    if (l > 0) slopes_to_inputs(l, parameters);
  }
}

void DensePass::slopes_to_inputs(std::size_t l, std::span<const float> parameters) {
  const Layer& layer = layers_[l];
  turned_.resize(layer.inputs * layer.units);
  for (std::size_t j = 0; j < layer.inputs; ++j)
    for (std::size_t u = 0; u < layer.units; ++u)
      turned_[u * layer.inputs + j] = parameters[layer.weights + j * layer.units + u];
  std::ranges::fill(slopes_[l - 1], 0.0F);
  add_product({.at = slopes_[l].data(), .row = layer.units, .term = 1}, turned_.data(), slopes_[l - 1].data(),
              {.rows = rows_, .terms = layer.units, .width = layer.inputs});
  through_activation(slopes_[l - 1], values_[l]);
}

}  // namespace shelfcast::models
