// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/customers.hpp"

#include "sources/simulator/csv_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace shelfcast::sources::simulator {
namespace {

constexpr std::uint64_t kFirstId = 10'001;
constexpr std::uint64_t kLinesEach = 50;
constexpr double kJoinedBefore = 0.4;

}  // namespace

Customers::Customers(const SimulationOptions& options, const Span& span)
    : options_(options), span_(span), count_(std::max<std::uint64_t>(options.lines / kLinesEach, 20)) {}

std::uint64_t Customers::draw(int day, Random& random) const {
  const double joined = kJoinedBefore + (1 - kJoinedBefore) * day / span_.history;
  const auto known = std::max<std::uint64_t>(static_cast<std::uint64_t>(joined * static_cast<double>(count_)), 1);
  const double u = random.uniform();
  return kFirstId + known - 1 - static_cast<std::uint64_t>(u * (0.4 + 0.6 * u) * static_cast<double>(known));
}

Result<void> Customers::write(const std::filesystem::path& path) const {
  constexpr std::array<std::string_view, 4> kSegments{"private", "private", "family", "business"};
  auto file = CsvFile::create(path, "customer_id,marketplace_id,created_at,last_login,customer_segment");
  if (!file) return std::unexpected(file.error());
  Random random = stream(options_.seed, Topic::customers);
  const auto before = static_cast<double>(count_) * kJoinedBefore;
  for (std::uint64_t i = 0; i < count_; ++i) {
    const double place = static_cast<double>(i) - before;
    const double days_per_customer = place < 0 ? 1500 / before : span_.history / (static_cast<double>(count_) - before);
    const auto joined = static_cast<int>(place * days_per_customer) - (place < 0 ? 1 : 0);
    const double since = random.uniform();
    const auto last_login =
        span_.history - 1 - static_cast<int>(since * since * (span_.history - 1 - std::max(joined, 0)));
    file->number(kFirstId + i)
        .text(options_.marketplace)
        .day(span_.day(joined))
        .day(span_.day(std::max(joined, last_login)));
    file->bytes(kSegments[random.below(kSegments.size())]).end_row();
  }
  return file->close();
}

}  // namespace shelfcast::sources::simulator
