// SPDX-License-Identifier: Apache-2.0
#include "models/logistic/share.hpp"

#include "models/history.hpp"
#include "models/logistic/softmax.hpp"
#include "models/row_answers.hpp"
#include "shelfcast/base/bytes.hpp"

#include <algorithm>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "share1";
constexpr std::string_view kPriorColumn = "velocity_28";
constexpr double kRidge = 1e-5;
constexpr double kPriorUnits = 10;      // the prior counts as much as this many units sold
constexpr double kFewestSpread = 1e-6;  // a column that spreads less is constant and left out
constexpr float kFarthest = 8;          // standard deviations: beyond them a value is an outlier, not a signal

/// Weights of standardised columns.
struct Parameters {
  std::vector<double> mean;
  std::vector<double> scale;
  std::vector<double> weight;
};

Parameters unfitted(const domain::FeatureMatrix& matrix) {
  const std::size_t n = matrix.names.size();
  return {.mean = std::vector<double>(n), .scale = std::vector<double>(n), .weight = std::vector<double>(n)};
}

/// Rows of a block ordered by category, the block's own order within.
std::vector<std::vector<std::size_t>> rows_by_category(const domain::Panel& panel, const domain::FeatureBlock& block) {
  std::vector<std::vector<std::size_t>> rows(panel.categories.size());
  for (std::size_t r = 0; r < block.product.size(); ++r) rows[panel.products[block.product[r]].category].push_back(r);
  return rows;
}

void append_group(SoftmaxProblem& problem, const domain::FeatureBlock& block, std::span<const std::size_t> rows,
                  std::span<const double> units) {
  double total = 0;
  for (const std::size_t r : rows) total += units[r];
  if (total <= 0) return;  // an empty period says nothing of shares
  const auto n = static_cast<std::size_t>(problem.columns);
  for (const std::size_t r : rows) {
    const float* values = block.values.data() + r * n;
    problem.rows.insert(problem.rows.end(), values, values + n);
    problem.targets.push_back(units[r] / total);
  }
  problem.groups.push_back(problem.targets.size());
  // Between a vote per unit and a vote per category: large categories are steadier, but not by all of their size.
  problem.weights.push_back(std::sqrt(total));
}

SoftmaxProblem problem_of(const Evidence& evidence, double& units_in_all) {
  SoftmaxProblem problem;
  problem.columns = static_cast<Eigen::Index>(evidence.matrix.names.size());
  problem.groups.push_back(0);
  for (const auto& block : evidence.matrix.blocks) {
    if (block.origin + evidence.band.last_step > evidence.origin) continue;
    std::vector<double> units(block.product.size());
    for (std::size_t r = 0; r < units.size(); ++r) {
      units[r] = units_between(evidence.panel.products[block.product[r]], block.origin + evidence.band.first_step,
                               block.origin + evidence.band.last_step);
      units_in_all += units[r];
    }
    for (const auto& rows : rows_by_category(evidence.panel, block)) append_group(problem, block, rows, units);
  }
  double sum = 0;
  for (const double weight : problem.weights) sum += weight;
  for (double& weight : problem.weights) weight /= sum;
  return problem;
}

float standardised(float value, double mean, double scale) {
  return std::clamp(static_cast<float>((value - mean) * scale), -kFarthest, kFarthest);
}

void standardise(SoftmaxProblem& problem, Parameters& parameters) {
  const std::size_t n = parameters.mean.size();
  const std::size_t count = problem.targets.size();
  std::vector<double> squares(n);
  for (std::size_t i = 0; i < problem.rows.size(); ++i)
    parameters.mean[i % n] += problem.rows[i] / static_cast<double>(count);
  for (std::size_t i = 0; i < problem.rows.size(); ++i) {
    const double away = problem.rows[i] - parameters.mean[i % n];
    squares[i % n] += away * away / static_cast<double>(count);
  }
  for (std::size_t c = 0; c < n; ++c) {
    const double spread = std::sqrt(squares[c]);
    parameters.scale[c] = spread > kFewestSpread ? 1 / spread : 0;
  }
  for (std::size_t i = 0; i < problem.rows.size(); ++i)
    problem.rows[i] = standardised(problem.rows[i], parameters.mean[i % n], parameters.scale[i % n]);
}

Eigen::VectorXd prior_of(const domain::FeatureMatrix& matrix, const Parameters& parameters) {
  Eigen::VectorXd prior = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(matrix.names.size()));
  for (std::size_t c = 0; c < matrix.names.size(); ++c)
    if (matrix.names[c] == kPriorColumn && parameters.scale[c] > 0)
      prior[static_cast<Eigen::Index>(c)] = 1 / parameters.scale[c];
  return prior;
}

std::string write(const Parameters& parameters) {
  std::string blob;
  put_text(blob, kMagic);
  put_reals(blob, parameters.mean);
  put_reals(blob, parameters.scale);
  put_reals(blob, parameters.weight);
  return blob;
}

Result<Parameters> read(std::string_view blob) {
  ByteReader in(blob);
  const bool ours = in.text() == kMagic;
  Parameters parameters{.mean = reals(in), .scale = reals(in), .weight = reals(in)};
  const auto columns = parameters.weight.size();
  if (!ours || !in.ok() || !in.at_end() || parameters.mean.size() != columns || parameters.scale.size() != columns)
    return fail(Code::corrupt, "logistic", "this is not a fit");
  return parameters;
}

Result<Parameters> read(std::string_view blob, std::size_t columns) {
  auto parameters = read(blob);
  if (parameters && parameters->weight.size() != columns)
    return fail(Code::corrupt, "logistic", "this is not a fit of these features");
  return parameters;
}

double score_of(const Parameters& parameters, const float* row) {
  double score = 0;
  for (std::size_t c = 0; c < parameters.weight.size(); ++c)
    score += parameters.weight[c] * static_cast<double>(standardised(row[c], parameters.mean[c], parameters.scale[c]));
  return score;
}

}  // namespace

Result<std::string> LogisticShare::fit(const Evidence& evidence) const {
  auto parameters = unfitted(evidence.matrix);
  double units = 0;
  auto problem = problem_of(evidence, units);
  if (problem.targets.empty()) {
    for (std::size_t c = 0; c < evidence.matrix.names.size(); ++c)
      if (evidence.matrix.names[c] == kPriorColumn) parameters.scale[c] = parameters.weight[c] = 1;
    return write(parameters);
  }
  standardise(problem, parameters);
  const auto fitted =
      fit_softmax(problem, prior_of(evidence.matrix, parameters), {.ridge = kRidge + kPriorUnits / units});
  parameters.weight.assign(fitted.weights.data(), fitted.weights.data() + fitted.weights.size());
  return write(parameters);
}

Result<Grid> LogisticShare::predict(std::string_view blob, const Question& question) const {
  auto grid = make_grid(question.panel.products.size(), question.slices.size());
  std::vector<double> scores;
  RowAnswers<double> answers;
  for (std::size_t i = 0; i < grid.columns; ++i) {
    const auto& block = question.features(question.slices[i]);
    if (block.product.empty()) return grid;
    const std::size_t columns = block.values.size() / block.product.size();
    const auto parameters = read(blob, columns);
    if (!parameters) return std::unexpected(parameters.error());
    const auto ask = [&](std::span<const float> values) -> Result<std::vector<double>> {
      std::vector<double> told;
      for (std::size_t at = 0; at < values.size(); at += columns)
        told.push_back(score_of(*parameters, values.data() + at));
      return told;
    };
    if (auto told = answers.renew(block, ask); !told) return std::unexpected(told.error());
    for (const auto& rows : rows_by_category(question.panel, block)) {
      scores.clear();
      for (const std::size_t r : rows) scores.push_back(answers.of_rows()[r]);
      to_shares(scores);
      for (std::size_t k = 0; k < rows.size(); ++k) grid.at(block.product[rows[k]], i) = scores[k];
    }
  }
  return grid;
}

/// By its weights, as the columns are brought to the same spread. One that never varied counts for nothing.
std::vector<double> LogisticShare::rests_on(std::string_view blob) const {
  const auto parameters = read(blob);
  if (!parameters) return {};
  std::vector<double> sizes;
  sizes.reserve(parameters->weight.size());
  for (std::size_t c = 0; c < parameters->weight.size(); ++c)
    sizes.push_back(parameters->scale[c] > 0 ? std::abs(parameters->weight[c]) : 0);
  return parts_of_sum(std::move(sizes));
}

}  // namespace shelfcast::models
