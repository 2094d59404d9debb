// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/features.hpp"
#include "shelfcast/domain/panel.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::models {

enum class Role {
  share,   ///< every product's part of its category; 1 in all, or 0 where none is on sale
  direct,  ///< units of every product; also asked of whole categories, which then are the panel's products
};

/// What a model may learn from: days up to and including `origin`, and plans known by then. For the role share, `band`
/// says what it will be asked and `matrix` holds features of that band at past origins; the role direct is asked for
/// any days, and its matrix is empty.
struct Evidence {
  const domain::Panel& panel;
  Day origin;
  domain::Band band;
  const domain::FeatureMatrix& matrix;
  bool search = false;  ///< it may try several settings on past origins and take the best
};

/// The features at the origin of a question, looking ahead to one of its slices. What it returns holds until it is
/// called again.
using FeaturesFor = std::function<const domain::FeatureBlock&(const domain::Band& slice)>;

/// What it is asked: the mean of each of some slices of days after `origin`, ascending. Only the role share asks for
/// features. An origin later than that of the fit is allowed: what was learnt stays, the days since count.
struct Question {
  const domain::Panel& panel;
  Day origin;
  std::span<const domain::Band> slices;
  const FeaturesFor& features;
};

/// Row-major. Rows are the panel's products, columns the slices asked for: units a day, or shares.
struct Grid {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;

  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
};

Grid make_grid(std::size_t rows, std::size_t columns);

/// Makes each column of every category 1 in all, where it is anything. What is no number leaves none in its category,
/// and what is negative stays so: whoever asked must see it.
void to_shares(Grid& grid, const domain::Panel& panel);

/// A way to forecast: a pure function of its input, without threads, clock or I/O. (fit predict*), from any thread.
///
/// Deterministic: the same evidence gives the same bytes, the same blob and question the same bits.
/// Blind to the future: nothing that happened or was learnt after `origin` changes a byte.
/// Failure: `corrupt` where the blob is not one that this model's fit returned. Predictions are finite and never
/// negative.
class Model {
 public:
  virtual ~Model() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual Role role() const = 0;
  [[nodiscard]] virtual Result<std::string> fit(const Evidence& evidence) const = 0;
  [[nodiscard]] virtual Result<Grid> predict(std::string_view blob, const Question& question) const = 0;

  /// After how many days what it says may repeat itself.
  [[nodiscard]] virtual int season_days() const { return 7; }
  /// The same as if no day were unlike another by its weekday or the time of year: level and trend are left. Shares,
  /// in which seasons cancel, stay as they are.
  [[nodiscard]] virtual Result<Grid> predict_without_season(std::string_view blob, const Question& question) const;

  /// How far a fit rests on each column of the matrix it learnt from, 1 in all. Empty where it rests on none, or the
  /// model cannot say.
  [[nodiscard]] virtual std::vector<double> rests_on(std::string_view blob) const;
};

/// Numbers as parts of their sum; empty where that is nothing.
std::vector<double> parts_of_sum(std::vector<double> numbers);

/// Every model there is: a new one is a file and a row in this table, and the contract suite runs for it.
std::span<const Model* const> every_model();

/// Null where there is none of that name.
const Model* find_model(std::string_view name);

}  // namespace shelfcast::models
