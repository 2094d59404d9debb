// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace shelfcast::api::runbooks {

/// The Markdown that runbooks are written in, as HTML. A line is a `# title`, a `## heading`, an `- item` or a
/// paragraph; within it there may be `code` and [links](/to). All else is text and comes out as it stands.
std::string html_of(std::string_view markdown);

/// The title of such a text, as it stands.
std::string_view title_of(std::string_view markdown);

}  // namespace shelfcast::api::runbooks
