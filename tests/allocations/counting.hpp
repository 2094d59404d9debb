// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// How often this program has asked for memory so far, in all its threads.
std::size_t allocations();
