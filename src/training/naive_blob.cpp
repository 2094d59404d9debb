// SPDX-License-Identifier: Apache-2.0
#include "training/naive_blob.hpp"

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/training/imported.hpp"
#include "shelfcast/training/train.hpp"
#include "training/imported_blob.hpp"
#include "training/parameters.hpp"

namespace shelfcast::training {
namespace {

constexpr std::string_view kMagic = "naive1";

}  // namespace

std::span<const std::string_view> naive_models() {
  return kRivals;
}

std::string naive_blob(std::string_view model) {
  std::string blob;
  put_text(blob, kMagic);
  put_text(blob, model);
  return blob;
}

std::optional<std::string> naive_model_in(std::string_view blob) {
  ByteReader in(blob);
  if (in.text() != kMagic) return std::nullopt;
  return std::string(in.text());
}

Result<std::vector<std::string>> left_out_of(std::string_view blob) {
  if (naive_model_in(blob) || is_imported(blob)) return {};
  auto parameters = parse_parameters(blob);
  if (!parameters) return std::unexpected(parameters.error());
  return std::move(parameters->left_out);
}

bool can_forecast(std::string_view blob) {
  return naive_model_in(blob) || parse_imported(blob) || parse_parameters(blob);
}

}  // namespace shelfcast::training
