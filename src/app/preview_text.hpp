// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/ingest/preview.hpp"

#include <string>

namespace shelfcast::app {

/// A preview for people: how each file was understood, a table of the first lines, the problems by kind.
std::string preview_text(const ingest::Preview& preview);
/// The same for machines.
std::string preview_json(const ingest::Preview& preview);

}  // namespace shelfcast::app
