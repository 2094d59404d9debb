// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/preview.hpp"

#include "ingest/judge.hpp"

#include <fmt/format.h>

#include <optional>
#include <unordered_map>
#include <utility>

namespace shelfcast::ingest {
namespace {

std::string written(const sources::Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? format_day(*day) : format_instant(std::get<Instant>(moment));
}

class PreviewSink final : public sources::Sink {
 public:
  PreviewSink(Instant now, std::size_t at_most) : now_(now), at_most_(at_most) {}

  Result<void> marketplace(const domain::Marketplace& marketplace) override {
    auto days = LocalDays::of(marketplace);
    if (!days) return std::unexpected(days.error());
    judge_.emplace(std::move(*days), now_);
    return {};
  }

  Result<void> catalogue(std::string_view /*source*/, sources::CatalogueRows rows) override {
    const auto* products = std::get_if<std::vector<sources::RawProduct>>(&rows);
    for (std::size_t i = 0; products != nullptr && i < products->size(); ++i) {
      const auto& product = (*products)[i];
      places_.insert_or_assign(product.key, std::pair(product.category_key, product.seller_key));
    }
    return {};
  }

  Result<void> line(const sources::RawLine& line) override {
    constexpr ProductId kAny{};
    const auto sale = judge_->judge(line, places_.contains(std::string(line.product)) ? &kAny : nullptr);
    if (!sale) {
      return reject({.source = std::string(line.place.source),
                     .position = fmt::format("row {}", line.place.row),
                     .code = std::string(sale.error().code),
                     .reason = sale.error().reason,
                     .row = "",
                     .at = {}});
    }
    ++seen.lines;
    if (seen.first.size() < at_most_) seen.first.push_back(shown(line, *sale));
    return {};
  }

  Result<void> reject(domain::DeadLetter letter) override {
    auto& problems = seen.problems[letter.code];
    if (problems.rows++ < at_most_) problems.first.push_back(std::move(letter));
    return {};
  }

  void progress(double /*fraction*/) override {}

  [[nodiscard]] std::size_t products() const { return places_.size(); }

  Preview seen;

 private:
  [[nodiscard]] PreviewLine shown(const sources::RawLine& line, const domain::Sale& sale) const {
    const auto place = places_.find(std::string(line.product));
    return {.file = std::string(line.place.source),
            .row = line.place.row,
            .order = std::string(line.order),
            .line = std::string(line.line),
            .time = written(line.happened),
            .product = std::string(line.product),
            .category = place->second.first,
            .seller = place->second.second,
            .quantity = format_micro(line.quantity),
            .price = line.unit_price ? format_minor(*line.unit_price) : "",
            .total = format_minor(sale.amount)};
  }

  Instant now_;
  std::size_t at_most_;
  std::optional<Judge> judge_;
  std::unordered_map<std::string, std::pair<std::string, std::string>> places_;  // category and seller of each product
};

}  // namespace

Result<Preview> preview(sources::Source& source, const Clock& clock, std::size_t at_most) {
  PreviewSink sink(clock.now(), at_most);
  auto extraction = source.extract("", sink);
  if (!extraction) return std::unexpected(extraction.error());
  sink.seen.products = sink.products();
  sink.seen.files = std::move(extraction->files);
  sink.seen.warnings = std::move(extraction->warnings);
  return std::move(sink.seen);
}

}  // namespace shelfcast::ingest
