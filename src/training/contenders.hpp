// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/models/model.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::training {

/// Who takes part in a backtest.
struct Contender {
  std::string_view name;
  const models::Model* model = nullptr;  ///< null: the ensemble
  bool is_asked_for = true;              ///< the naive rivals always take part, if only to be compared with
  bool is_rival = false;

  [[nodiscard]] bool is_direct() const { return model != nullptr && model->role() == models::Role::direct; }
  /// Whether it is asked by itself at a level, counted from 0 for products.
  [[nodiscard]] bool is_asked_at(std::size_t level) const;
};

/// All of them, in the order in which they are reported.
std::vector<Contender> every_contender();

/// The ensemble and every model that can be asked, in the order of their table; those of role share are asked as
/// members of the ensemble. `invalid` where a name is none of theirs. No names: all are asked for.
Result<std::vector<Contender>> contenders_of(std::span<const std::string> names);

}  // namespace shelfcast::training
