// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/change_stream.hpp"

#include "sources/changes/drain.hpp"
#include "sources/row_bytes.hpp"
#include "sources/row_kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace shelfcast::sources {
namespace {

using Kind = Outbox::Kind;

/// The number of the last entry that was told.
std::uint64_t decode_position(std::string_view position) {
  std::uint64_t number = 0;
  std::from_chars(position.data(), position.data() + position.size(), number);
  return number;
}

class ChangeStream final : public Source {
 public:
  ChangeStream(ChangeStreamOptions options, std::string marketplace, eventlog::EventLog& log, storage::Store& store)
      : options_(std::move(options)),
        marketplace_(std::move(marketplace)),
        source_(fmt::format("changes:{}", fmt::join(options_.topics, ","))),
        remembered_as_(fmt::format("{} {}", marketplace_, source_)),
        log_(log),
        store_(store) {}

  [[nodiscard]] std::string name() const override { return source_; }

  Result<Extraction> extract(std::string_view position, Sink& sink) override;

 private:
  Result<void> tell(const Outbox& outbox, std::uint64_t after, Sink& sink) const;
  template <class RowOfKind, RowOfKind (*read)(Row&), const Schema& schema>
  Result<void> tell_rows(const Outbox& outbox, std::uint64_t after, Sink& sink) const;

  ChangeStreamOptions options_;
  std::string marketplace_;
  std::string source_;
  std::string remembered_as_;
  eventlog::EventLog& log_;
  storage::Store& store_;
};

Result<Extraction> ChangeStream::extract(std::string_view position, Sink& sink) {
  auto outbox = Outbox::open(store_, remembered_as_);
  if (!outbox) return std::unexpected(outbox.error());
  const auto told = decode_position(position);
  if (auto forgotten = outbox->forget(told); !forgotten) return std::unexpected(forgotten.error());

  Extraction extraction;
  const Draining with{log_, store_, options_, source_, remembered_as_, marketplace_};
  auto drain = Drain::begin(with, *outbox);
  if (!drain) return std::unexpected(drain.error());
  if (auto drained = drain->run(); !drained) return std::unexpected(drained.error());
  if (!drain->is_described()) {
    extraction.warnings.push_back(
        fmt::format("{}: no change has described '{}' yet: it is taken to count days in {} and money in {}", source_,
                    marketplace_, drain->settings().time_zone, drain->settings().currency));
  }
  if (auto done = sink.marketplace(drain->settings()); !done) return std::unexpected(done.error());
  if (auto done = tell(*outbox, told, sink); !done) return std::unexpected(done.error());
  sink.progress(1);
  extraction.position = std::to_string(outbox->last());
  return extraction;
}

/// Streams the entries of one table, hands its rows over some thousand at a time.
template <class RowOfKind, RowOfKind (*read)(Row&), const Schema& schema>
Result<void> ChangeStream::tell_rows(const Outbox& outbox, std::uint64_t after, Sink& sink) const {
  constexpr std::size_t kRowsAtOnce = 10'000;
  const std::string source = fmt::format("{}/{}", source_, schema.name);
  std::vector<RowOfKind> rows;
  const auto hand_over = [&]() -> Result<void> {
    return rows.empty() ? Result<void>() : sink.catalogue(source, std::exchange(rows, {}));
  };
  const auto take = [&](std::string_view entry) -> Result<void> {
    const auto stored = decode_row(schema, entry);
    const std::vector<std::string_view> cells(stored.cells.begin(), stored.cells.end());
    Row row(schema, cells);
    auto of_kind = read(row);
    if (row.fault()) {
      return sink.reject({.source = source,
                          .position = stored.place,
                          .code = std::string(row.fault()->code),
                          .reason = row.fault()->reason,
                          .row = row.to_keep(),
                          .at = {}});
    }
    rows.push_back(std::move(of_kind));
    return rows.size() < kRowsAtOnce ? Result<void>() : hand_over();
  };
  if (auto told = outbox.tell(Outbox::kind_of(schema), after, take); !told) return told;
  return hand_over();
}

Result<void> ChangeStream::tell(const Outbox& outbox, std::uint64_t after, Sink& sink) const {
  using Tell = Result<void> (ChangeStream::*)(const Outbox&, std::uint64_t, Sink&) const;
  constexpr Tell kCatalogue[] = {&ChangeStream::tell_rows<RawSeller, read_seller, kSellers>,
                                 &ChangeStream::tell_rows<RawCategory, read_category, kCategories>,
                                 &ChangeStream::tell_rows<RawProduct, read_product, kProducts>,
                                 &ChangeStream::tell_rows<RawPrice, read_price, kPriceHistory>,
                                 &ChangeStream::tell_rows<RawPromotion, read_promotion, kPromotions>,
                                 &ChangeStream::tell_rows<RawHoliday, read_holiday, kHolidays>,
                                 &ChangeStream::tell_rows<RawStock, read_stock, kStockLevels>};
  for (const Tell table : kCatalogue) {
    if (auto told = (this->*table)(outbox, after, sink); !told) return told;
  }
  const auto tell_line = [&](std::string_view entry) -> Result<void> {
    const auto line = decode_line(entry);
    if (!line) return fail(Code::corrupt, source_, "what was remembered of a line cannot be read");
    return sink.line(*line);
  };
  if (auto told = outbox.tell(Kind::line, after, tell_line); !told) return told;
  return outbox.tell(Kind::reject, after, [&](std::string_view entry) { return sink.reject(decode_letter(entry)); });
}

}  // namespace

std::vector<std::string> change_topics(std::string_view location) {
  constexpr std::string_view kForm = "changes:";
  std::vector<std::string> topics;
  if (!location.starts_with(kForm)) return topics;
  for (location.remove_prefix(kForm.size()); !location.empty();) {
    const auto end = std::min(location.find(','), location.size());
    if (end > 0) topics.emplace_back(location.substr(0, end));
    location.remove_prefix(std::min(end + 1, location.size()));
  }
  return topics;
}

std::vector<const storage::Family*> change_stream_families() {
  return {&kChanges};
}

std::unique_ptr<Source> open_change_stream(ChangeStreamOptions options, std::string marketplace_key,
                                           eventlog::EventLog& log, storage::Store& store) {
  return std::make_unique<ChangeStream>(std::move(options), std::move(marketplace_key), log, store);
}

}  // namespace shelfcast::sources
