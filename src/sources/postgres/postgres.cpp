// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/postgres.hpp"

#include "sources/postgres/catalogue_tables.hpp"
#include "sources/postgres/recount.hpp"
#include "sources/postgres/sales_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace shelfcast::sources {
namespace {

using Addresses = std::map<Database, Address>;

/// One transaction for each database there is: of the sales first, so that whatever a line refers to is there when the
/// others' snapshots are taken.
class Databases {
 public:
  static Result<Databases> open(const Addresses& addresses, const ConnectionOptions& options) {
    Databases opened;
    for (const auto kind : {Database::transactions, Database::products, Database::categories, Database::warehouse}) {
      const Address& address = addresses.at(kind);
      opened.address_of_[kind] = address.text;
      if (opened.connections_.contains(address.text)) continue;
      auto connection = Connection::open(address, options);
      if (!connection) return std::unexpected(connection.error());
      opened.connections_.emplace(address.text, std::move(*connection));
    }
    return opened;
  }

  Connection& operator[](Database kind) { return connections_.at(address_of_.at(kind)); }

 private:
  std::map<Database, std::string> address_of_;
  std::map<std::string, Connection> connections_;  // by address
};

Result<Instant> server_time(Connection& connection) {
  const auto answer = connection.query("SELECT extract(epoch FROM now())::bigint");
  if (!answer) return std::unexpected(answer.error());
  return Instant{std::stoll(answer->front().front())};
}

/// Where each kind of table lives: of its own address, or in the warehouse.
Result<Addresses> parse_addresses(const PostgresOptions& options) {
  const std::map<Database, std::string> texts = {{Database::warehouse, options.warehouse},
                                                 {Database::transactions, options.transactions},
                                                 {Database::products, options.products},
                                                 {Database::categories, options.categories}};
  Addresses addresses;
  for (const auto& [kind, text] : texts) {
    auto address = parse_address(text.empty() ? options.warehouse : text);
    if (!address) return std::unexpected(address.error());
    addresses.emplace(kind, std::move(*address));
  }
  return addresses;
}

class PostgresWarehouse final : public Source {
 public:
  PostgresWarehouse(PostgresOptions options, std::string marketplace, storage::Store& remembered)
      : options_(std::move(options)),
        addresses_(parse_addresses(options_)),
        marketplace_(std::move(marketplace)),
        remembered_(remembered) {}

  [[nodiscard]] std::string name() const override {
    return addresses_ ? addresses_->at(Database::transactions).place : addresses_.error().place;
  }

  Result<Extraction> extract(std::string_view position, Sink& sink) override;

 private:
  struct Sales {
    const PostgresPosition& before;
    PostgresPosition& position;
    domain::Marketplace marketplace;
    Instant now;
    std::vector<std::string>& warnings;
    Sink& sink;
  };
  Result<void> tell_sales(Databases& databases, const Sales& sales) const;
  Result<void> tell_all(const Telling& telling, SalesReader& reader, ToldLines& told,
                        const SalesQueries& queries) const;
  Result<void> tell_news(const Telling& telling, SalesReader& reader, const SalesQueries& queries,
                         ToldLines* remember_in) const;
  [[nodiscard]] Since since(const PostgresPosition& before, const DatabaseTable& orders,
                            const DatabaseTable& lines) const;
  [[nodiscard]] bool recount_is_due(const PostgresPosition& before, Instant now) const;

  PostgresOptions options_;
  Result<Addresses> addresses_;
  std::string marketplace_;
  storage::Store& remembered_;
};

Result<Extraction> PostgresWarehouse::extract(std::string_view position, Sink& sink) {
  if (!addresses_) return std::unexpected(addresses_.error());
  auto databases =
      Databases::open(*addresses_, {.password = options_.password, .statement_timeout = options_.statement_timeout});
  if (!databases) return std::unexpected(databases.error());
  const auto now = server_time((*databases)[Database::transactions]);
  if (!now) return std::unexpected(now.error());

  const PostgresPosition before = decode_postgres_position(position);
  PostgresPosition made = before;
  made.generation = before.generation + 1;
  made.forgettable.clear();
  Extraction extraction;
  const CatalogueTelling catalogue{marketplace_, before, made, options_.overlap, *now, sink, extraction.warnings};
  auto marketplace = tell_marketplace((*databases)[Database::warehouse], catalogue);
  if (!marketplace) return std::unexpected(marketplace.error());
  for (const auto& table : kCatalogueTables) {
    if (auto told = table.tell((*databases)[table.database], catalogue); !told) return std::unexpected(told.error());
  }
  const Sales sales{before, made, std::move(*marketplace), *now, extraction.warnings, sink};
  if (auto told = tell_sales(*databases, sales); !told) return std::unexpected(told.error());
  sink.progress(1);
  extraction.position = encode_position(made);
  return extraction;
}

Result<void> PostgresWarehouse::tell_sales(Databases& databases, const Sales& sales) const {
  Connection& connection = databases[Database::transactions];
  auto orders = need_table(connection, kTransactions, sales.warnings);
  if (!orders) return std::unexpected(orders.error());
  auto lines = need_table(connection, kTransactionProducts, sales.warnings);
  if (!lines) return std::unexpected(lines.error());
  if (lines->has("unit_price") == DatabaseTable::Has::nothing &&
      lines->has("line_total") == DatabaseTable::Has::nothing) {
    return fail(Code::rejected, lines->place,
                "the column 'unit_price' or 'line_total' is required, and both are missing");
  }
  const Telling telling{connection, sales.sink, sales.position, sales.now, since(sales.before, *orders, *lines)};
  SalesReader reader(telling, lines->place);
  const SalesQueries queries(std::move(*orders), std::move(*lines), connection.quoted(marketplace_));
  ToldLines told(remembered_, fmt::format("{} {}", marketplace_, name()));
  if (auto begun = told.begin(sales.position.generation); !begun) return begun;
  for (const auto& [generation, day] : sales.before.forgettable) {
    if (auto done = told.forget(generation, day); !done) return done;
  }
  if (!sales.before.recounted) {
    if (auto done = tell_all(telling, reader, told, queries); !done) return done;
  } else if (recount_is_due(sales.before, sales.now)) {
    if (auto done = tell_news(telling, reader, queries, nullptr); !done) return done;
    const auto counts = count_days(connection, queries);
    if (!counts) return std::unexpected(counts.error());
    const auto zone = TimeZone::find(sales.marketplace.time_zone);
    if (!zone) return std::unexpected(zone.error());
    Recount recount(telling, reader, told, sales.marketplace, *zone);
    if (auto done = recount.run(sales.before, queries, *counts); !done) return done;
  } else {
    sales.position.uncounted.push_back(sales.position.generation);
    if (auto done = tell_news(telling, reader, queries, &told); !done) return done;
  }
  return told.finish();
}

Result<void> PostgresWarehouse::tell_all(const Telling& telling, SalesReader& reader, ToldLines& told,
                                         const SalesQueries& queries) const {
  auto counts = count_days(telling.connection, queries);
  if (!counts) return std::unexpected(counts.error());
  std::uint64_t all = 0;
  for (auto& [day, count] : *counts) {
    count.generation = telling.position.generation;
    all += count.lines;
  }
  telling.position.days = std::move(*counts);
  telling.position.recounted = telling.now;
  std::uint64_t done = 0;
  return reader.read(queries.all(), [&](const ReadLine& read) -> Result<void> {
    constexpr std::uint64_t kLinesBetweenProgress = 8192;
    if (++done % kLinesBetweenProgress == 0) {
      telling.sink.progress(std::min(1.0, static_cast<double>(done) / static_cast<double>(all)));
    }
    if (auto kept = told.remember(std::string(read.day), read.to_remember()); !kept) return kept;
    return telling.sink.line(read.line);
  });
}

Result<void> PostgresWarehouse::tell_news(const Telling& telling, SalesReader& reader, const SalesQueries& queries,
                                          ToldLines* remember_in) const {
  return reader.read(queries.changed(telling.since), [&](const ReadLine& read) -> Result<void> {
    if (remember_in != nullptr) {
      if (auto kept = remember_in->remember(std::string(read.day), read.to_remember()); !kept) return kept;
    }
    return telling.sink.line(read.line);
  });
}

Since PostgresWarehouse::since(const PostgresPosition& before, const DatabaseTable& orders,
                               const DatabaseTable& lines) const {
  const auto newest = [&](const DatabaseTable& table) -> std::optional<Instant> {
    const auto found = before.newest.find(table.schema->name);
    if (!table.has_watermark() || found == before.newest.end()) return std::nullopt;
    return found->second - options_.overlap.count();
  };
  Since since{.orders = newest(orders), .lines = newest(lines), .day = std::nullopt};
  const auto overlap_days = static_cast<int>((options_.overlap.count() + kDaySeconds - 1) / kDaySeconds);
  if (before.newest_day) since.day = *before.newest_day - overlap_days;
  return since;
}

bool PostgresWarehouse::recount_is_due(const PostgresPosition& before, Instant now) const {
  return now >= *before.recounted + options_.recount_every.count();
}

}  // namespace

bool is_postgres(std::string_view location) {
  return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

std::vector<const storage::Family*> postgres_families() {
  return {&ToldLines::family()};
}

std::unique_ptr<Source> open_postgres_warehouse(PostgresOptions options, std::string marketplace_key,
                                                storage::Store& remembered) {
  return std::make_unique<PostgresWarehouse>(std::move(options), std::move(marketplace_key), remembered);
}

}  // namespace shelfcast::sources
