// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace shelfcast::dashboard {

struct PageFile {
  std::string_view name;  ///< "index.html"
  std::string_view text;
};

/// The files of src/dashboard/page/, as they were when this binary was built.
std::span<const PageFile> page_files();

}  // namespace shelfcast::dashboard
