// SPDX-License-Identifier: Apache-2.0
#include "models/learners/curvature.hpp"

#include "models/learners/lanes.hpp"

#include <algorithm>
#include <array>

namespace shelfcast::models {
namespace {

constexpr std::size_t kBlock = 64;          // rows that stay in the first cache while everything is done with them
constexpr std::size_t kBlocksOfPart = 256;  // of one thread at a time

/// A block of rows as doubles, with the column of ones, each row filled up to whole lanes; and the sums over all
/// blocks.
class Blocks {
 public:
  Blocks(const Objective& objective, const Examples& examples, std::span<const double> weights)
      : objective_(objective),
        examples_(examples),
        columns_(examples.table.columns),
        width_((columns_ + 1 + kDoubleLanes - 1) / kDoubleLanes * kDoubleLanes),
        rows_(kBlock * width_),
        scaled_(kBlock * width_),
        weights_(width_),
        gradient_(width_),
        hessian_(width_ * width_) {
    std::ranges::copy(weights, weights_.begin());
  }

  void add(std::size_t begin, Wanted wanted) {
    begin_ = begin;
    size_ = std::min(kBlock, examples_.table.rows - begin);
    fill();
    derive();
    add_gradient();
    if (wanted == Wanted::gradient_and_hessian) add_hessian();
  }

  /// The sums, without what fills the lanes up.
  void add_to(Curvature& sum) const {
    const std::size_t n = columns_ + 1;
    for (std::size_t j = 0; j < n; ++j) {
      sum.gradient[j] += gradient_[j];
      for (std::size_t k = 0; k <= j; ++k) sum.hessian[j * n + k] += hessian_[j * width_ + k];
    }
    sum.weight += weight_;
  }

 private:
  void fill() {
    for (std::size_t i = 0; i < kBlock; ++i) {
      double* const row = &rows_[i * width_];
      const bool is_there = i < size_;
      const float* const from = is_there ? &examples_.table.values[(begin_ + i) * columns_] : nullptr;
      for (std::size_t j = 0; j < columns_; ++j) row[j] = is_there ? static_cast<double>(from[j]) : 0;
      row[columns_] = 1;
    }
  }

  double margin_of(const double* row) const {
    DoubleLanes sum{};
    for (std::size_t j = 0; j < width_; j += kDoubleLanes) {
      DoubleLanes x;
      DoubleLanes weight;
      load(x, row + j);
      load(weight, &weights_[j]);
      sum += x * weight;
    }
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
  }

  /// Derivatives by the margins; none for rows that only fill up the block.
  void derive() {
    for (std::size_t i = 0; i < size_; ++i) first_[i] = margin_of(&rows_[i * width_]) + examples_.base(begin_ + i);
    slopes(objective_, 1, examples_.labels.subspan(begin_, size_),
           {std::span(first_).first(size_), std::span(second_).first(size_)});
    for (std::size_t i = 0; i < kBlock; ++i) {
      const double weight = i < size_ ? examples_.weight(begin_ + i) : 0;
      first_[i] = i < size_ ? first_[i] * weight : 0;
      second_[i] = i < size_ ? second_[i] * weight : 0;
      weight_ += weight;
    }
  }

  void add_gradient() {
    for (std::size_t j = 0; j < width_; j += kDoubleLanes) {
      DoubleLanes sum;
      load(sum, &gradient_[j]);
      for (std::size_t i = 0; i < kBlock; ++i) {
        DoubleLanes x;
        load(x, &rows_[i * width_ + j]);
        sum += first_[i] * x;
      }
      store(sum, &gradient_[j]);
    }
  }

  /// Four rows of the triangle by four of its columns at a time: sixteen sums that stay in registers over the block.
  void add_hessian() {
    for (std::size_t i = 0; i < kBlock; ++i) {
      for (std::size_t j = 0; j < width_; j += kDoubleLanes) {
        DoubleLanes x;
        load(x, &rows_[i * width_ + j]);
        x *= second_[i];
        store(x, &scaled_[i * width_ + j]);
      }
    }
    for (std::size_t j = 0; j < width_; j += kDoubleLanes)
      for (std::size_t k = 0; k <= j; k += kDoubleLanes) add_square(j, k);
  }

  void add_square(std::size_t j, std::size_t k) {
    DoubleLanes a;
    DoubleLanes b;
    DoubleLanes c;
    DoubleLanes d;
    double* const to = &hessian_[j * width_ + k];
    load(a, to);
    load(b, to + width_);
    load(c, to + 2 * width_);
    load(d, to + 3 * width_);
    const double* scaled = &scaled_[j];
    const double* row = &rows_[k];
    for (std::size_t i = 0; i < kBlock; ++i, scaled += width_, row += width_) {
      DoubleLanes x;
      load(x, row);
      a += scaled[0] * x;
      b += scaled[1] * x;
      c += scaled[2] * x;
      d += scaled[3] * x;
    }
    store(a, to);
    store(b, to + width_);
    store(c, to + 2 * width_);
    store(d, to + 3 * width_);
  }

  const Objective& objective_;
  const Examples& examples_;
  std::size_t columns_;
  std::size_t width_;
  std::size_t begin_ = 0;
  std::size_t size_ = 0;
  std::vector<double> rows_;
  std::vector<double> scaled_;  ///< the rows times their second derivative
  std::vector<double> weights_;
  std::vector<double> gradient_;
  std::vector<double> hessian_;
  double weight_ = 0;
  std::array<double, kBlock> first_{};
  std::array<double, kBlock> second_{};
};

Curvature nothing(std::size_t columns) {
  const std::size_t n = columns + 1;
  return {.gradient = std::vector<double>(n), .hessian = std::vector<double>(n * n)};
}

}  // namespace

void in_turn(std::size_t parts, const std::function<void(std::size_t)>& work) {
  for (std::size_t part = 0; part < parts; ++part) work(part);
}

Curvature CurvatureSums::at(std::span<const double> weights, Wanted wanted, std::size_t stride) const {
  const std::size_t blocks = (examples_.table.rows + kBlock - 1) / kBlock;
  const std::size_t of_part = kBlocksOfPart * stride;
  std::vector<Curvature> parts((blocks + of_part - 1) / of_part, nothing(examples_.table.columns));
  parallel_(parts.size(), [&](std::size_t part) {
    Blocks sums(objective_, examples_, weights);
    for (std::size_t block = part * of_part; block < std::min(blocks, (part + 1) * of_part); block += stride)
      sums.add(block * kBlock, wanted);
    sums.add_to(parts[part]);
  });
  Curvature sum = nothing(examples_.table.columns);
  for (const Curvature& part : parts) {
    for (std::size_t j = 0; j < sum.gradient.size(); ++j) sum.gradient[j] += part.gradient[j];
    for (std::size_t j = 0; j < sum.hessian.size(); ++j) sum.hessian[j] += part.hessian[j];
    sum.weight += part.weight;
  }
  return sum;
}

}  // namespace shelfcast::models
