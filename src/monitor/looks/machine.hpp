// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace shelfcast::monitor {

/// Sets the metrics that tell what the machine, or the container, leaves to this process.
void measure_machine(const std::filesystem::path& data);

}  // namespace shelfcast::monitor
