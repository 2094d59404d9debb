// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/storage/store.hpp"

#include <memory>
#include <vector>

namespace shelfcast::eventlog {

/// The column families of this room, for `Store::open`.
std::vector<const storage::Family*> families();

/// The log inside this process. The store must outlive it.
std::unique_ptr<EmbeddedLog> open_rocks_log(storage::Store& store);

}  // namespace shelfcast::eventlog
