// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/intervals.hpp"

#include "shelfcast/training/imported.hpp"
#include "training/interval_fit.hpp"
#include "training/naive_blob.hpp"
#include "training/parameters.hpp"

namespace shelfcast::training {

Result<domain::Intervals> intervals_in(std::string_view blob) {
  if (naive_model_in(blob) || is_imported(blob)) return domain::Intervals{};
  auto parameters = parse_parameters(blob);
  if (!parameters) return std::unexpected(parameters.error());
  return std::move(parameters->intervals);
}

}  // namespace shelfcast::training
