// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::predictions {

/// A name from outside (a marketplace's key, a cycle's id) as one path segment: letters, digits, '-' and '_' as they
/// are, every other byte as %XX, an over-long one cut and told apart by its fingerprint. Never empty, never begins with
/// '.'.
std::string segment_of(std::string_view name);

/// Folders that are not whole yet, or on their way out, begin with '.': `finished_folders` does not list them,
/// `remove_leftovers` deletes them.
std::vector<std::filesystem::path> finished_folders(const std::filesystem::path& parent);
void remove_leftovers(const std::filesystem::path& parent);

/// Puts a whole folder in the place of `to` (which may exist), in one step, durably.
Result<void> put_in_place(const std::filesystem::path& from, const std::filesystem::path& to);
/// Takes a folder away so that a crash leaves it whole or gone.
Result<void> take_away(const std::filesystem::path& folder);

}  // namespace shelfcast::predictions
