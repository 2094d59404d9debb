// SPDX-License-Identifier: Apache-2.0
#include "refresh/moment.hpp"

#include <map>

namespace shelfcast::refresh {
namespace {

/// The last running day gets what the table's sum leaves for it.
void take_running_from(const predictions::Table& table, Moment& moment) {
  const auto days = static_cast<std::size_t>(moment.running.days);
  if (days == 0 || moment.running.sold.empty()) return;
  std::map<ProductId, std::size_t> row_of;
  for (std::size_t i = 0; i < table.cube().products.size(); ++i) row_of[table.cube().products[i].id] = i;
  for (std::size_t p = 0; p < moment.panel.products.size(); ++p) {
    const auto row = row_of.find(moment.panel.products[p].product.id);
    if (row == row_of.end()) continue;
    domain::Expected left = table.running(row->second);
    const auto sold = std::span(moment.running.sold).subspan(p * days, days);
    for (const auto& day : sold.first(days - 1)) left = left - day;
    sold.back() = left;
  }
}

}  // namespace

Result<Outlook> Moment::expect(const domain::Panel& of) const {
  return Outlook::from(of, [&](const domain::TakeCategory& take) { return training::forecast(blob, of, take); });
}

Result<Moment> open_moment(const Rooms& rooms, const domain::Marketplace& marketplace, const Place& place) {
  const auto& receipt = place.receipt;
  auto settings = settings_from(receipt.configuration);
  if (!settings) return std::unexpected(settings.error());
  auto blob = rooms.registry.load(receipt.model_version);
  if (!blob) return std::unexpected(blob.error());
  Making making;
  const Known known{
      .marketplace = marketplace, .at = receipt.known_at, .cut = receipt.data_cut, .only_of = place.only_of};
  if (auto built = build_features(rooms, *settings, known, making); !built) return std::unexpected(built.error());
  Moment moment{.settings = std::move(*settings),
                .panel = std::move(making.panel),
                .running = std::move(making.running),
                .blob = std::move(*blob)};
  take_running_from(place.table, moment);
  return moment;
}

Parts::Parts(domain::Reasons& reasons, ProductId product)
    : reasons_(reasons), width_(names_of(reasons.account).size()), first_(reasons.parts.size()) {
  reasons.products.push_back(product);
  reasons.parts.resize(first_ + reasons.periods.size() * width_);
}

}  // namespace shelfcast::refresh
