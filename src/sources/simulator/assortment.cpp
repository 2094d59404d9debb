// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/assortment.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "sources/simulator/category_tree.hpp"
#include "sources/simulator/departments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shelfcast::sources::simulator {
namespace {

constexpr std::uint32_t kFirstSellerId = 501;
constexpr std::uint32_t kFirstProductId = 1001;
constexpr double kLaunchedWithinTheSpan = 0.38;
constexpr double kWithdrawnAYear = 0.07;
constexpr double kPopularitySpread = 1.05;  // of the logarithm: the heavy tail
constexpr double kLeafSpread = 0.45;

std::string_view pick(std::span<const std::string_view> words, Random& random) {
  return words[static_cast<std::size_t>(random.below(words.size()))];
}

std::vector<SellerRow> build_sellers(const SimulationOptions& options, const Span& span) {
  constexpr std::array kForms{"GmbH", "OHG", "KG", "UG"};
  Random random = stream(options.seed, Topic::sellers);
  const auto firsts = seller_first_words();
  const auto lasts = seller_last_words();
  std::vector<SellerRow> sellers;
  for (std::size_t i = 0; i < static_cast<std::size_t>(options.sellers); ++i) {
    const std::size_t round = i / (firsts.size() * lasts.size());
    const auto number = round == 0 ? std::string() : fmt::format(" {}", round + 1);
    auto name = fmt::format("{} {}{} {}", firsts[i % firsts.size()], lasts[(i + i / firsts.size()) % lasts.size()],
                            number, kForms[random.below(kForms.size())]);
    sellers.push_back({kFirstSellerId + static_cast<std::uint32_t>(i), std::move(name),
                       span.first - 1500 - static_cast<int>(random.below(1500))});
  }
  return sellers;
}

/// The leaf of each product: every leaf has one, the rest go to leaves by their size.
std::vector<int> leaf_of_products(const SimulationOptions& options, std::size_t leaves) {
  Random random = stream(options.seed, Topic::tree);
  std::vector<double> up_to(leaves);
  double sum = 0;
  for (auto& end : up_to) end = sum += exact::exp(0.5 * random.normal());
  std::vector<int> leaf_of;
  for (std::size_t i = 0; i < static_cast<std::size_t>(options.products); ++i) {
    const auto place = std::ranges::lower_bound(up_to, sum * random.uniform()) - up_to.begin();
    leaf_of.push_back(i < leaves ? static_cast<int>(i) : static_cast<int>(place));
  }
  return leaf_of;
}

struct Life {
  int launched;
  int withdrawn;
};

Life draw_life(Random& random, const Span& span) {
  const bool is_new = random.uniform() < kLaunchedWithinTheSpan;
  const int launched = is_new ? static_cast<int>(random.below(static_cast<std::uint64_t>(span.history)))
                              : -30 - static_cast<int>(random.below(1500));
  const double years_to_live = -exact::log(random.uniform()) / kWithdrawnAYear;
  const double days_to_live = std::min(365.25 * years_to_live, 100'000.0);
  return {launched, std::max(launched, 0) + 60 + static_cast<int>(days_to_live)};
}

/// Few sellers offer much, and a seller keeps mostly to one department.
int draw_seller(Random& random, int department, int sellers) {
  const double u = random.uniform();
  const int rank = static_cast<int>(u * u * sellers);
  const int homes = static_cast<int>(departments().size());
  const int at_home = rank - rank % homes + department;
  return at_home < sellers && random.uniform() < 0.8 ? at_home : rank;
}

}  // namespace

Minor shop_price(double amount) {
  const auto cents = static_cast<Minor>(std::llround(amount * 100));
  if (cents >= 2000) return std::max<Minor>((cents + 51) / 100, 20) * 100 - 1;  // 23.99
  return std::max<Minor>((cents + 6) / 10, 5) * 10 - 1;                         // 4.79, never below 0.49
}

Assortment build_assortment(const SimulationOptions& options, const Span& span) {
  Assortment all{build_category_tree(options.categories), {}, build_sellers(options, span), {}};
  std::vector<double> leaf_weight;
  Random tree = stream(options.seed, Topic::tree, 1);
  for (std::size_t i = 0; i < all.categories.size(); ++i) {
    if (all.categories[i].noun.empty()) continue;
    all.leaves.push_back(static_cast<int>(i));
    leaf_weight.push_back(exact::exp(kLeafSpread * tree.normal()));
  }
  const auto leaf_of = leaf_of_products(options, all.leaves.size());
  for (std::size_t i = 0; i < leaf_of.size(); ++i) {
    Random random = stream(options.seed, Topic::product, i);
    const auto leaf = static_cast<std::size_t>(leaf_of[i]);
    const auto& category = all.categories[static_cast<std::size_t>(all.leaves[leaf])];
    const auto& department = departments()[static_cast<std::size_t>(category.department)];
    const std::string brand(pick(brands(), random));
    const auto letter = static_cast<char>('A' + random.below(26));
    const Life life = draw_life(random, span);
    auto name = fmt::format("{} {} {}{}", brand, category.noun, letter, 10 + i % 990);
    const double popularity = exact::exp(kPopularitySpread * random.normal()) * leaf_weight[leaf];
    const double price = department.typical_price * exact::exp(0.6 * random.normal());
    all.products.push_back({kFirstProductId + static_cast<std::uint32_t>(i), std::move(name), brand,
                            std::string(pick(colours(), random)), leaf_of[i],
                            draw_seller(random, category.department, options.sellers), life.launched, life.withdrawn,
                            popularity, shop_price(price), 0.45 + 0.25 * random.uniform()});
  }
  return all;
}

}  // namespace shelfcast::sources::simulator
