// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace shelfcast::telemetry {

/// What the kernel knows about this process.
struct ProcessUsage {
  double start_time_seconds = 0;
  double cpu_seconds = 0;
  double resident_bytes = 0;
  double open_files = 0;
};

/// Zeros where /proc cannot be read.
ProcessUsage process_usage();

}  // namespace shelfcast::telemetry
