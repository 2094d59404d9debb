// SPDX-License-Identifier: Apache-2.0
#include "models/learners/network.hpp"

#include "shelfcast/base/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace shelfcast::models {
namespace {

constexpr std::uint64_t kHeldOut = 10;  // every tenth row, by lot
constexpr int kMostHalvings = 3;
constexpr double kSmallestDeviation = 1e-9;
// What is drawn by one seed: who is held out, the first weights, the order of each epoch.
constexpr std::uint64_t kHoldStream = 1;
constexpr std::uint64_t kWeightStream = 2;
constexpr std::uint64_t kOrderStream = 3;

/// Adam (Kingma and Ba), with its decay of weights apart from the gradient.
class Adam {
 public:
  explicit Adam(std::size_t parameters) : first_(parameters), second_(parameters) {}

  void step(std::span<float> parameters, std::span<const float> gradient, float rate, float decay) {
    power_of_first_ *= kFirst;
    power_of_second_ *= kSecond;
    const float of_first = 1 / (1 - power_of_first_);
    const float of_second = 1 / (1 - power_of_second_);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      first_[i] = kFirst * first_[i] + (1 - kFirst) * gradient[i];
      second_[i] = kSecond * second_[i] + (1 - kSecond) * gradient[i] * gradient[i];
      const float step = first_[i] * of_first / (std::sqrt(second_[i] * of_second) + kSmallest);
      parameters[i] -= rate * (step + decay * parameters[i]);
    }
  }

 private:
  static constexpr float kFirst = 0.9F;
  static constexpr float kSecond = 0.999F;
  static constexpr float kSmallest = 1e-8F;

  float power_of_first_ = 1;
  float power_of_second_ = 1;
  std::vector<float> first_;
  std::vector<float> second_;
};

}  // namespace

class NetworkTraining {
 public:
  NetworkTraining(const Examples& targets, const NetworkSettings& settings)
      : targets_(targets), settings_(settings), layers_(layers_of(targets.table.columns, settings.hidden)) {
    network_.link_ = link_of(settings.objective.loss);
    network_.hidden_ = settings.hidden;
    network_.start_ = best_constant(settings.objective, targets);
    measure_columns();
    measure_scale();
    draw_weights();
    hold_out();
  }

  Network train() {
    Adam adam(network_.parameters_.size());
    auto best = network_.parameters_;
    double least = held_out_loss();
    double rate = settings_.learning_rate;
    int idle = 0;
    int halvings = 0;
    for (int epoch = 0; epoch < settings_.most_epochs && halvings < kMostHalvings; ++epoch) {
      run_epoch(epoch, static_cast<float>(rate), adam);
      const double reached = held_out_loss();
      if (reached < least) {
        least = reached;
        best = network_.parameters_;
        idle = 0;
      } else if (++idle >= settings_.patience) {
        network_.parameters_ = best;
        adam = Adam(best.size());
        rate /= 2;
        idle = 0;
        ++halvings;
      }
    }
    network_.parameters_ = best;
    return std::move(network_);
  }

 private:
  void measure_columns() {
    const Table& table = targets_.table;
    for (std::size_t j = 0; j < table.columns; ++j) {
      double sum = 0;
      double squares = 0;
      double known = 0;
      for (std::size_t at = j; at < table.values.size(); at += table.columns) {
        if (!std::isfinite(table.values[at])) continue;
        const auto value = static_cast<double>(table.values[at]);
        sum += value;
        squares += value * value;
        known += 1;
      }
      const double mean = known > 0 ? sum / known : 0;
      const double variance = known > 0 ? std::max(squares / known - mean * mean, 0.0) : 0;
      const double deviation = std::sqrt(variance);
      network_.means_.push_back(mean);
      network_.deviations_.push_back(deviation > kSmallestDeviation * std::fabs(mean) && deviation > 0 ? deviation : 1);
    }
  }

  /// Sums are in units of the labels' deviation; logarithms need none.
  void measure_scale() {
    if (network_.link_ == Link::log || network_.link_ == Link::logistic) return;
    double squares = 0;
    double weights = 0;
    for (std::size_t i = 0; i < targets_.labels.size(); ++i) {
      const double rest = static_cast<double>(targets_.labels[i]) - targets_.base(i) - network_.start_;
      squares += targets_.weight(i) * rest * rest;
      weights += targets_.weight(i);
    }
    if (squares > 0) network_.scale_ = std::sqrt(squares / weights);
  }

  /// Hidden weights so that sums begin with a deviation of 1; those of the output at 0, which is the constant.
  void draw_weights() {
    Random random(settings_.seed, kWeightStream);
    network_.parameters_.assign(parameters_of(layers_), 0);
    for (std::size_t l = 0; l + 1 < layers_.size(); ++l) {
      const Layer& layer = layers_[l];
      const double spread = std::sqrt(3 / static_cast<double>(layer.inputs));
      for (std::size_t i = layer.weights; i < layer.biases; ++i)
        network_.parameters_[i] = static_cast<float>(spread * (2 * random.uniform() - 1));
    }
  }

  void hold_out() {
    Random random(settings_.seed, kHoldStream);
    for (std::size_t i = 0; i < targets_.table.rows; ++i)
      (random.below(kHeldOut) == 0 ? held_out_ : learnt_).push_back(i);
    // Of a handful of rows none may have been drawn, or all: then they are both.
    if (held_out_.empty()) held_out_ = learnt_;
    if (learnt_.empty()) learnt_ = held_out_;
  }

  [[nodiscard]] double margin(const DensePass& pass, std::size_t i, std::size_t row) const {
    return network_.start_ + targets_.base(row) + network_.scale_ * static_cast<double>(pass.output(i));
  }

  void look(DensePass& pass, std::span<const std::size_t> rows) const {
    const std::size_t columns = targets_.table.columns;
    for (std::size_t i = 0; i < rows.size(); ++i)
      network_.standardise(targets_.table.values.subspan(rows[i] * columns, columns), pass.row(i));
    pass.forward(network_.parameters_);
  }

  [[nodiscard]] double held_out_loss() const {
    DensePass pass(layers_, settings_.batch);
    double sum = 0;
    for (std::size_t begin = 0; begin < held_out_.size(); begin += settings_.batch) {
      const auto rows = batch_of(held_out_, begin);
      look(pass, rows);
      for (std::size_t i = 0; i < rows.size(); ++i)
        sum += targets_.weight(rows[i]) *
               loss(settings_.objective, static_cast<double>(targets_.labels[rows[i]]), margin(pass, i, rows[i]));
    }
    return sum;
  }

  [[nodiscard]] std::span<const std::size_t> batch_of(std::span<const std::size_t> rows, std::size_t begin) const {
    return rows.subspan(begin, std::min(settings_.batch, rows.size() - begin));
  }

  void run_epoch(int epoch, float rate, Adam& adam) {
    Random random(settings_.seed, kOrderStream + static_cast<std::uint64_t>(epoch));
    for (std::size_t i = learnt_.size(); i > 1; --i) std::swap(learnt_[i - 1], learnt_[random.below(i)]);
    DensePass pass(layers_, settings_.batch);
    std::vector<float> gradient(network_.parameters_.size());
    for (std::size_t begin = 0; begin < learnt_.size(); begin += settings_.batch) {
      const auto rows = batch_of(learnt_, begin);
      look(pass, rows);
      if (!set_slopes(pass, rows)) continue;
      std::ranges::fill(gradient, 0.0F);
      pass.backward(network_.parameters_, gradient);
      adam.step(network_.parameters_, gradient, rate, static_cast<float>(settings_.l2));
    }
  }

  /// Of the batch's mean loss, by what the network says. False where nothing in the batch counts.
  bool set_slopes(DensePass& pass, std::span<const std::size_t> rows) {
    labels_.resize(rows.size());
    first_.resize(rows.size());
    second_.resize(rows.size());
    double weights = 0;
    double error = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      labels_[i] = targets_.labels[rows[i]];
      first_[i] = margin(pass, i, rows[i]);
      weights += targets_.weight(rows[i]);
      error += targets_.weight(rows[i]) * std::fabs(first_[i] - static_cast<double>(labels_[i]));
    }
    if (weights <= 0) return false;
    slopes(settings_.objective, error / weights, labels_, {first_, second_});
    for (std::size_t i = 0; i < settings_.batch; ++i) {
      const bool is_there = i < rows.size();
      const double slope = is_there ? first_[i] * targets_.weight(rows[i]) * network_.scale_ / weights : 0;
      pass.slope(i, static_cast<float>(slope));
    }
    return true;
  }

  const Examples& targets_;
  const NetworkSettings& settings_;
  std::vector<Layer> layers_;
  Network network_;
  std::vector<std::size_t> learnt_;
  std::vector<std::size_t> held_out_;
  std::vector<float> labels_;
  std::vector<double> first_;
  std::vector<double> second_;
};

Result<Network> train_network(const Examples& examples, const NetworkSettings& settings) {
  if (auto sound = check(examples, labels_of(settings.objective.loss)); !sound) return std::unexpected(sound.error());
  if (settings.batch == 0) return fail(Code::invalid, "batch", "it has no rows");
  if (std::ranges::any_of(settings.hidden, [](std::uint32_t units) { return units == 0 || units > kMostUnits; }))
    return fail(Code::invalid, "hidden", "a layer has no units, or too many");
  Examples targets = examples;
  const auto labels = targets_of(settings.objective.loss, examples.labels);
  targets.labels = labels;
  return NetworkTraining(targets, settings).train();
}

}  // namespace shelfcast::models
