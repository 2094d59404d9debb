// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/models/parameters.hpp"

#include "shelfcast/base/bytes.hpp"

#include <algorithm>

namespace shelfcast::models {
namespace {

constexpr std::string_view kMagic = "parameters1";

/// One band's forecast, cell after cell.
class BandForecast {
 public:
  BandForecast(const BandParameters& parameters, const domain::Panel& panel, Day origin, const FillBlock& fill)
      : parameters_(parameters), panel_(panel), origin_(origin), fill_(fill) {}

  /// Adds the units of the days first..last (steps, within the band) to a column of `units`.
  Result<> add(int first, int last, Grid& units, std::size_t column) {
    const domain::Band days{"", first, last};
    const auto totals = find_model(kTotalModel)->predict(parameters_.total, {panel_, origin_, days, nothing_});
    if (!totals) return std::unexpected(totals.error());
    fill_(days, block_);
    const auto shares = find_model(kShareModel)->predict(parameters_.share, {panel_, origin_, days, block_});
    if (!shares) return std::unexpected(shares.error());
    std::vector<double> sums(totals->rows);
    for (std::size_t c = 0; c < totals->rows; ++c)
      for (std::size_t i = 0; i < totals->columns; ++i) sums[c] += totals->at(c, i);
    for (std::size_t p = 0; p < shares->rows; ++p) units.at(p, column) += shares->at(p, 0) * sums[panel_.products[p].category];
    return {};
  }

 private:
  const BandParameters& parameters_;
  const domain::Panel& panel_;
  Day origin_;
  const FillBlock& fill_;
  domain::FeatureBlock block_;
  domain::FeatureBlock nothing_;
};

}  // namespace

std::string to_bytes(const Parameters& parameters) {
  std::string bytes;
  put_text(bytes, kMagic);
  for (const auto& band : parameters.bands) {
    put_text(bytes, band.total);
    put_text(bytes, band.share);
  }
  return bytes;
}

Result<Parameters> parse_parameters(std::string_view bytes) {
  ByteReader in(bytes);
  Parameters parameters;
  const bool ours = in.text() == kMagic;
  for (auto& band : parameters.bands) {
    band.total = in.text();
    band.share = in.text();
  }
  if (!ours || !in.ok() || !in.at_end()) return fail(Code::corrupt, "model", "these bytes are not the parameters of a model");
  return parameters;
}

Result<Grid> expected_units(const Parameters& parameters, const domain::Panel& panel, Day origin, std::span<const int> edges,
                            const FillBlock& fill) {
  auto units = make_grid(panel.products.size(), edges.empty() ? 0 : edges.size() - 1);
  for (std::size_t b = 0; b < parameters.bands.size(); ++b) {
    const auto& band = domain::kBands[b];
    BandForecast forecast(parameters.bands[b], panel, origin, fill);
    for (std::size_t cell = 0; cell < units.columns; ++cell) {
      const int first = std::max(edges[cell] + 1, band.first_step);
      const int last = std::min(edges[cell + 1], band.last_step);
      if (first > last) continue;
      if (const auto added = forecast.add(first, last, units, cell); !added) return std::unexpected(added.error());
    }
  }
  return units;
}

}  // namespace shelfcast::models
