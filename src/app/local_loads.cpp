// SPDX-License-Identifier: Apache-2.0
#include "app/local_loads.hpp"

#include "app/warehouse_source.hpp"

#include <fmt/format.h>

namespace shelfcast::app {

Result<control::LoadReport> LocalLoads::import(const control::Load& load, const Progress& progress) {
  const sources::FilesToRead warehouse{{load.paths.begin(), load.paths.end()}, load.mapping};
  const auto source = open_warehouse(house_, warehouse, load.marketplace);
  const auto loaded =
      house_.ingest->load(load.marketplace, *source, [&](double fraction) { progress("reading", fraction); });
  if (!loaded) return std::unexpected(loaded.error());
  if (auto remembered = house_.warehouses->remember(load.marketplace, warehouse); !remembered) {
    return std::unexpected(remembered.error());
  }
  if (const auto& held = loaded->extracted.held) {
    std::string reasons;
    for (const auto& finding : held->findings) reasons += " " + finding.sentence;
    return fail(Code::rejected, fmt::format("load {}", held->id),
                fmt::format("looks broken, and nothing of it is counted until you say so:{} Next: shelfcast loads "
                            "accept {}, or shelfcast loads reject {}",
                            reasons, held->id, held->id));
  }
  return control::LoadReport{.rows_in = loaded->counted.rows_in,
                             .counted = loaded->counted.counted,
                             .duplicate = loaded->counted.duplicate,
                             .rejected_by = loaded->counted.rejected_by,
                             .warnings = loaded->extracted.warnings};
}

}  // namespace shelfcast::app
