// SPDX-License-Identifier: Apache-2.0
#include "app/cycle_watch.hpp"

#include "app/progress_bar.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace shelfcast::app {
namespace {

using domain::CycleReport;
using domain::CycleState;

constexpr std::chrono::milliseconds kBetweenLooks{50};

Result<CycleReport> watch(control::Cycles& cycles, const std::string& id) {
  ProgressBar bar;
  for (;;) {
    auto report = cycles.look(id);
    if (!report || report->state != CycleState::running) return report;
    bar.show(report->step, report->progress);
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

std::string rejected(const CycleReport& report) {
  std::string reasons;
  for (const auto& [code, rows] : report.rejected_by) reasons += fmt::format(" {} {}", rows, code);
  return reasons.empty() ? "" : fmt::format(" ({} rejected:{})", report.rows_rejected, reasons);
}

void print(const CycleReport& report) {
  double seconds = 0;
  for (const auto& timing : report.timings) seconds += timing.seconds;
  fmt::print("{}: published, {} rows read{}, data to {}, model {}, {:.1f} s\n", report.id, report.rows_in,
             rejected(report), report.data_cut ? format_day(*report.data_cut) : "-", report.model_version, seconds);
  if (report.model_version != report.trained && !report.trained.empty())
    fmt::print("  {} was learnt and does not serve: {}\n", report.trained, report.decision);
  for (const auto& row : report.replaced) fmt::print("  {} was replaced by {}: {}\n", row.model, row.by, row.reason);
  if (report.accuracy.empty()) return;
  fmt::print("  on the last weeks, not seen in training      model   {}\n", report.rival);
  for (const auto& row : report.accuracy) fmt::print("  {:42} {:8.4f} {:8.4f}\n", row.name, row.model, row.rival);
}

}  // namespace

Exit run_and_watch(control::Cycles& cycles, const std::string& marketplace, std::span<const std::string> categories) {
  const auto id =
      categories.empty() ? cycles.start(marketplace, "command") : cycles.refresh(marketplace, categories, "command");
  if (!id) return report(id.error());
  const auto done = watch(cycles, *id);
  if (!done) return report(done.error());
  if (done->state == CycleState::failed) {
    fmt::print(stderr, "shelfcast: {} failed in step '{}': {}\n", done->id, done->step, done->problem);
    return Exit::failure;
  }
  if (done->state == CycleState::degraded) fmt::print(stderr, "shelfcast: {}: {}\n", done->id, done->problem);
  print(*done);
  return Exit::ok;
}

}  // namespace shelfcast::app
