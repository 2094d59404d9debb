// SPDX-License-Identifier: Apache-2.0
#include "training/interval_fit.hpp"

#include "shelfcast/base/bytes.hpp"

namespace shelfcast::training {
namespace {

using domain::Level;
using domain::Peers;

/// Whose errors count too where peers have too few of their own.
std::optional<Peers> stand_ins_of(const Peers& peers) {
  if (peers.level == Level::product) return Peers(Level::product, !peers.young);
  return peers.level == Level::marketplace ? std::optional<Peers>(Level::category) : std::nullopt;
}

void add_stand_ins(RunPairs& pairs) {
  std::vector<int> runs_of_products;
  for (const auto& [run, own] : pairs)
    if (run.first.level == Level::product) runs_of_products.push_back(run.second);
  for (const int days : runs_of_products)
    for (const bool young : {false, true}) pairs[{{Level::product, young}, days}];
  RunPairs lent;
  for (const auto& [run, own] : pairs) {
    const auto others = own.size() < models::kFewestPairs ? stand_ins_of(run.first) : std::nullopt;
    const auto found = others ? pairs.find({*others, run.second}) : pairs.end();
    if (found != pairs.end()) lent[run] = found->second;
  }
  join(pairs, std::move(lent));
}

using MeasuredRun = std::pair<Peers, int>;  // and its days

void put_run(std::string& bytes, const MeasuredRun& run) {
  put_varint(bytes, static_cast<std::uint64_t>(run.first.level));
  put_varint(bytes, run.first.young ? 1 : 0);
  put_varint(bytes, static_cast<std::uint64_t>(run.second));
}

MeasuredRun take_run(ByteReader& in) {
  const auto level = static_cast<Level>(in.varint());
  const bool young = in.varint() == 1;
  return {{level, young}, static_cast<int>(in.varint())};
}

void put_widths(std::string& bytes, const domain::Widths& widths) {
  put_varint(bytes, widths.size());
  for (const auto& width : widths)
    for (const double value : {width.log_size, width.low, width.high}) put_real(bytes, value);
}

domain::Widths take_widths(ByteReader& in) {
  domain::Widths widths;
  const auto count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    const double size = real(in);
    const double low = real(in);
    widths.push_back({size, low, real(in)});
  }
  return widths;
}

void put_shapes(std::string& bytes, const domain::Shapes& shapes) {
  put_varint(bytes, shapes.size());
  for (const auto& shape : shapes) {
    put_real(bytes, shape.log_size);
    for (const double error : shape.errors) put_real(bytes, error);
  }
}

domain::Shapes take_shapes(ByteReader& in) {
  domain::Shapes shapes;
  const auto count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
    shapes.push_back({.log_size = real(in), .errors = {}});
    for (double& error : shapes.back().errors) error = real(in);
  }
  return shapes;
}

}  // namespace

domain::Intervals fit_intervals(RunPairs pairs, domain::Grain grain, runtime::Runtime& runtime) {
  add_stand_ins(pairs);
  domain::Intervals intervals;
  intervals.weekly = grain == domain::Grain::week;
  struct Job {
    const std::vector<models::Pair>& pairs;
    domain::Errors& errors;
  };
  std::vector<Job> jobs;
  for (const auto& [run, own] : pairs) jobs.push_back({own, intervals.measured[run]});
  runtime.parallel(jobs.size(), [&](std::size_t i) { jobs[i].errors = models::measure_errors(jobs[i].pairs); });
  std::erase_if(intervals.measured,
                [](const auto& run) { return run.second.of_80.empty() || run.second.of_95.empty(); });
  return intervals;
}

std::string to_bytes(const domain::Intervals& intervals) {
  std::string bytes;
  put_varint(bytes, intervals.weekly ? 1 : 0);
  put_varint(bytes, intervals.measured.size());
  for (const auto& [run, errors] : intervals.measured) {
    put_run(bytes, run);
    put_widths(bytes, errors.of_80);
    put_widths(bytes, errors.of_95);
    put_shapes(bytes, errors.shapes);
  }
  return bytes;
}

std::optional<domain::Intervals> parse_intervals(std::string_view bytes) {
  ByteReader in(bytes);
  domain::Intervals intervals;
  intervals.weekly = in.varint() == 1;
  const auto runs = in.varint();
  for (std::uint64_t i = 0; i < runs && in.ok(); ++i) {
    auto& errors = intervals.measured[take_run(in)];
    errors.of_80 = take_widths(in);
    errors.of_95 = take_widths(in);
    errors.shapes = take_shapes(in);
  }
  return in.ok() && in.at_end() ? std::optional(std::move(intervals)) : std::nullopt;
}

}  // namespace shelfcast::training
