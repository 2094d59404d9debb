// SPDX-License-Identifier: Apache-2.0
#include "app/local_loads.hpp"

#include "shelfcast/sources/files.hpp"

namespace shelfcast::app {

Result<control::LoadReport> LocalLoads::import(const control::Load& load, const Progress& progress) {
  const sources::FilesToRead files{{load.paths.begin(), load.paths.end()}, load.mapping};
  const auto source = sources::open_files(files, load.marketplace);
  const auto extracted =
      house_.ingest->extract(load.marketplace, *source, [&](double fraction) { progress("reading", fraction); });
  if (!extracted) return std::unexpected(extracted.error());
  const auto counted = house_.ingest->merge(load.marketplace, [&](double fraction) { progress("counting", fraction); });
  if (!counted) return std::unexpected(counted.error());
  if (auto remembered = house_.warehouses->remember(load.marketplace, files); !remembered) {
    return std::unexpected(remembered.error());
  }
  return control::LoadReport{.rows_in = counted->rows_in,
                             .counted = counted->counted,
                             .duplicate = counted->duplicate,
                             .rejected_by = counted->rejected_by,
                             .warnings = extracted->warnings};
}

}  // namespace shelfcast::app
