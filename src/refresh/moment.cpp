// SPDX-License-Identifier: Apache-2.0
#include "refresh/moment.hpp"

namespace shelfcast::refresh {

Result<Outlook> Moment::expect(const domain::Panel& of) const {
  return Outlook::from(of, [&](const domain::TakeCategory& take) { return training::forecast(blob, of, take); });
}

Result<Moment> open_moment(const Rooms& rooms, const domain::Marketplace& marketplace, const domain::Receipt& receipt,
                           const std::vector<CategoryId>& only_of) {
  auto settings = settings_from(receipt.configuration);
  if (!settings) return std::unexpected(settings.error());
  auto blob = rooms.registry.load(receipt.model_version);
  if (!blob) return std::unexpected(blob.error());
  Making making;
  const Known known{.marketplace = marketplace, .at = receipt.known_at, .cut = receipt.data_cut, .only_of = only_of};
  if (auto built = build_features(rooms, *settings, known, making); !built) return std::unexpected(built.error());
  return Moment{.receipt = receipt,
                .settings = std::move(*settings),
                .panel = std::move(making.panel),
                .running = std::move(making.running),
                .blob = std::move(*blob)};
}

Parts::Parts(domain::Reasons& reasons, ProductId product)
    : reasons_(reasons), width_(names_of(reasons.account).size()), first_(reasons.parts.size()) {
  reasons.products.push_back(product);
  reasons.parts.resize(first_ + reasons.periods.size() * width_);
}

}  // namespace shelfcast::refresh
