// SPDX-License-Identifier: Apache-2.0
#include "models/learners/boosting.hpp"

#include "models/learners/boosted_trees.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include <xgboost/c_api.h>

namespace shelfcast::models {
namespace {

// No leaf of a count moves further than this, and its curvature is taken so far above the margin, as XGBoost does: a
// first step from far below would else be as large as exp of it.
constexpr double kPoissonLargestStep = 0.7;
constexpr std::size_t kBlock = 256;

struct FreeMatrix {
  void operator()(void* handle) const { XGDMatrixFree(handle); }
};
struct FreeBooster {
  void operator()(void* handle) const { XGBoosterFree(handle); }
};
using Matrix = std::unique_ptr<void, FreeMatrix>;
using Booster = std::unique_ptr<void, FreeBooster>;

bool succeeded(int status) {
  return status == 0;
}

/// XGBoost's sentence, without the stack trace that follows it.
std::unexpected<Error> told() {
  const std::string sentence = XGBGetLastError();
  return fail(Code::invalid, "boosting", sentence.substr(0, sentence.find('\n')));
}

bool describe(const Matrix& matrix, const char* field, std::span<const float> values) {
  return values.empty() || succeeded(XGDMatrixSetFloatInfo(matrix.get(), field, values.data(), values.size()));
}

Result<Matrix> matrix_of(const Examples& examples, std::span<const float> start) {
  const Table& table = examples.table;
  const std::string layout =
      fmt::format(R"({{"data":[{},true],"shape":[{},{}],"typestr":"<f4","version":3}})",
                  reinterpret_cast<std::uintptr_t>(table.values.data()), table.rows, table.columns);
  DMatrixHandle made = nullptr;
  if (!succeeded(XGDMatrixCreateFromDense(layout.c_str(), R"({"missing":NaN,"nthread":1})", &made))) return told();
  Matrix matrix(made);
  const bool described = describe(matrix, "label", examples.labels) && describe(matrix, "weight", examples.weights) &&
                         describe(matrix, "base_margin", start);
  if (!described) return told();
  return matrix;
}

std::vector<std::pair<const char*, std::string>> parameters_of(const BoostingSettings& settings, double start) {
  const auto text = [](auto value) { return fmt::format("{}", value); };
  return {
      {"nthread", "1"},
      {"verbosity", "0"},
      {"tree_method", "hist"},
      {"objective", "reg:squarederror"},  // of the model that is saved: a margin is a sum; the derivatives are ours
      {"base_score", text(static_cast<float>(start))},
      {"max_depth", text(settings.depth)},
      {"max_leaves", text(settings.leaves)},
      {"grow_policy", settings.leaves > 0 ? "lossguide" : "depthwise"},
      {"max_bin", text(settings.bins)},
      {"eta", text(settings.learning_rate)},
      {"min_child_weight", text(settings.min_child_weight)},
      {"subsample", text(settings.row_sample)},
      {"colsample_bytree", text(settings.column_sample)},
      {"lambda", text(settings.l2)},
      {"max_delta_step", text(settings.objective.loss == Loss::poisson ? kPoissonLargestStep : 0.0)},
      {"seed", text(settings.seed)},
  };
}

Result<Booster> booster_of(const Matrix& matrix, const BoostingSettings& settings, double start) {
  DMatrixHandle cached = matrix.get();
  BoosterHandle made = nullptr;
  if (!succeeded(XGBoosterCreate(&cached, 1, &made))) return told();
  Booster booster(made);
  for (const auto& [name, value] : parameters_of(settings, start)) {
    if (!succeeded(XGBoosterSetParam(booster.get(), name, value.c_str()))) return told();
  }
  const std::string link{name_of(link_of(settings.objective.loss))};
  if (!succeeded(XGBoosterSetAttr(booster.get(), kLinkAttribute, link.c_str()))) return told();
  return booster;
}

/// The margins of the training rows; XGBoost keeps them up to date as it grows.
Result<std::span<const float>> margins_of(const Booster& booster, const Matrix& matrix, std::size_t rows) {
  constexpr const char* kMargins =
      R"({"type":1,"training":true,"iteration_begin":0,"iteration_end":0,"strict_shape":false})";
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* margins = nullptr;
  if (!succeeded(XGBoosterPredictFromDMatrix(booster.get(), matrix.get(), kMargins, &shape, &dimensions, &margins)))
    return told();
  return std::span(margins, rows);
}

double mean_error(const Examples& targets, std::span<const float> margins) {
  double sum = 0;
  double weights = 0;
  for (std::size_t i = 0; i < margins.size(); ++i) {
    sum += targets.weight(i) * static_cast<double>(std::fabs(margins[i] - targets.labels[i]));
    weights += targets.weight(i);
  }
  return sum / weights;
}

/// Each row's derivatives, times its weight, as XGBoost takes them.
struct Derivatives {
  std::vector<float> first;
  std::vector<float> second;
};

void derive(const Objective& objective, const Examples& targets, std::span<const float> margins, Derivatives& into) {
  const double error = objective.loss == Loss::absolute ? mean_error(targets, margins) : 1;
  const double caution = objective.loss == Loss::poisson ? exact::exp(kPoissonLargestStep) : 1;
  std::array<double, kBlock> first{};
  std::array<double, kBlock> second{};
  for (std::size_t begin = 0; begin < margins.size(); begin += kBlock) {
    const std::size_t rows = std::min(kBlock, margins.size() - begin);
    for (std::size_t i = 0; i < rows; ++i) first[i] = static_cast<double>(margins[begin + i]);
    slopes(objective, error, targets.labels.subspan(begin, rows),
           {std::span(first).first(rows), std::span(second).first(rows)});
    for (std::size_t i = 0; i < rows; ++i) {
      const double weight = targets.weight(begin + i);
      into.first[begin + i] = static_cast<float>(weight * first[i]);
      into.second[begin + i] = static_cast<float>(weight * second[i] * caution);
    }
  }
}

Result<> grow(const Booster& booster, const Matrix& matrix, const Examples& targets, const BoostingSettings& settings) {
  const std::size_t rows = targets.table.rows;
  Derivatives derivatives{.first = std::vector<float>(rows), .second = std::vector<float>(rows)};
  for (int tree = 0; tree < settings.trees; ++tree) {
    const auto margins = margins_of(booster, matrix, rows);
    if (!margins) return std::unexpected(margins.error());
    derive(settings.objective, targets, *margins, derivatives);
    if (!succeeded(XGBoosterBoostOneIter(booster.get(), matrix.get(), derivatives.first.data(),
                                         derivatives.second.data(), rows)))
      return told();
  }
  return {};
}

Result<std::string> bytes_of(const Booster& booster) {
  bst_ulong size = 0;
  const char* bytes = nullptr;
  if (!succeeded(XGBoosterSaveModelToBuffer(booster.get(), R"({"format":"ubj"})", &size, &bytes))) return told();
  return std::string(bytes, size);
}

}  // namespace

Result<std::string> boost(const Examples& examples, const BoostingSettings& settings) {
  if (auto sound = check(examples, labels_of(settings.objective.loss)); !sound) return std::unexpected(sound.error());
  // It is the thread's own setting, so it is made where the thread comes in.
  XGBSetGlobalConfig(R"({"verbosity":0})");
  const auto labels = targets_of(settings.objective.loss, examples.labels);
  Examples targets = examples;
  targets.labels = labels;
  const auto start = static_cast<float>(best_constant(settings.objective, targets));
  std::vector<float> starts(examples.base_margin.begin(), examples.base_margin.end());
  for (float& margin : starts) margin += start;
  const auto matrix = matrix_of(targets, starts);
  if (!matrix) return std::unexpected(matrix.error());
  const auto booster = booster_of(*matrix, settings, static_cast<double>(start));
  if (!booster) return std::unexpected(booster.error());
  if (auto grown = grow(*booster, *matrix, targets, settings); !grown) return std::unexpected(grown.error());
  return bytes_of(*booster);
}

}  // namespace shelfcast::models
