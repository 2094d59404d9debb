// SPDX-License-Identifier: Apache-2.0
#include "training/imported_blob.hpp"

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/features/demand.hpp"
#include "shelfcast/features/matrix.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/models/imported.hpp"
#include "shelfcast/training/imported.hpp"
#include "training/backtest.hpp"
#include "training/groups.hpp"

namespace shelfcast::training {
namespace {

constexpr std::string_view kMagic = "imported1";

constexpr std::array kImported{Member{"imported trees", 1, "28-day mean"}, Member{"28-day mean", 1, ""}};
constexpr Bench kOfImported{"products", kImported};

/// The import's word, and that of the mean, should it be needed.
Answers answers_of(const std::string& trees, const models::Question& question) {
  const auto& mean = *models::find_model(kImported[1].model);
  const domain::FeatureMatrix no_features;
  const auto fit = mean.fit({question.panel, question.origin, question.slices.front(), no_features});
  Answers answers{models::imported_trees().predict(trees, question),
                  fit ? mean.predict(*fit, question) : Result<models::Grid>(std::unexpected(fit.error()))};
  if (*answers[1]) models::to_shares(**answers[1], question.panel);
  return answers;
}

}  // namespace

Result<std::string> import_model(std::string_view xgboost, std::string_view ensemble) {
  auto parameters = parse_parameters(ensemble);
  if (!parameters) return std::unexpected(parameters.error());
  std::vector<std::string_view> columns;
  for (const auto& feature : features::every_feature()) columns.push_back(feature.name);
  const auto trees = models::import_trees(xgboost, columns);
  if (!trees) return std::unexpected(trees.error());
  for (auto& band : parameters->products) band.assign(kProductMembers.size(), std::nullopt);
  parameters->intervals = {};
  std::string blob;
  put_text(blob, kMagic);
  put_text(blob, features::kFeatureVersion);
  put_text(blob, *trees);
  put_text(blob, to_bytes(*parameters));
  return blob;
}

bool is_imported(std::string_view blob) {
  return ByteReader(blob).text() == kMagic;
}

Result<Imported> parse_imported(std::string_view blob) {
  ByteReader in(blob);
  const bool ours = in.text() == kMagic && in.text() == features::kFeatureVersion;
  Imported imported{.trees = std::string(in.text()), .blend = {}};
  auto parameters = parse_parameters(in.text());
  if (!ours || !in.ok() || !in.at_end() || !parameters)
    return fail(Code::corrupt, "model", "these bytes are no imported model of these features");
  imported.blend = std::move(parameters->blend);
  return imported;
}

Result<> share_out(const Sharing& sharing, Prediction& prediction, Attendance& attendance) {
  const auto& [trees, restock, panel, origin] = sharing;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const auto slices = slices_of(domain::kBands[band], static_cast<int>(prediction.totals.columns));
    if (slices.empty()) break;
    const domain::Band whole{"", slices.front().first_step, slices.back().last_step};
    auto matrix = features::build_matrix(panel, whole, std::span(&origin, 1));
    const models::FeaturesFor features = [&](const domain::Band& slice) -> const domain::FeatureBlock& {
      features::look_ahead(matrix.blocks.front(), sharing.panel, slice);
      return matrix.blocks.front();
    };
    auto words = with_stand_ins(answers_of(trees, {panel, origin, slices, features}), kOfImported, panel,
                                [&](std::size_t m, const auto& reason) { attendance.replace(kOfImported, m, reason); });
    if (!words) return std::unexpected(words.error());
    settle(restock, {panel, origin, slices}, std::span(words->data(), 1));
    put_shares(words->front(), band, prediction);
  }
  return {};
}

Result<Prediction> predict(const Imported& imported, const domain::Panel& panel, const Ahead& ahead,
                           Attendance& attendance) {
  const auto parameters = complete(panel, ahead, {.products = {}, .blend = imported.blend}, attendance);
  if (!parameters) return std::unexpected(parameters.error());
  const auto totals =
      totals_of_groups({kOfGroups, parameters->categories}, panel_of_categories(panel), ahead, attendance);
  if (!totals) return std::unexpected(totals.error());
  auto prediction = make_prediction(panel, ahead.days);
  prediction.totals = blended_totals(*totals, parameters->blend, panel);
  scale_days(prediction.totals, parameters->whole_over_parts);
  const features::Demand demand(panel);
  const Sharing sharing{imported.trees, parameters->restock, demand.panel(), ahead.origin};
  if (auto shared = share_out(sharing, prediction, attendance); !shared) return std::unexpected(shared.error());
  return prediction;
}

}  // namespace shelfcast::training
