// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/shown.hpp"

/// Whose idea a request was, where a browser sent it: every page that somebody opens can have it send requests here.
namespace shelfcast::identity {

/// Whether a page of ours had it sent, or it is one that changes nothing. What no browser sends says of no page.
bool is_from_our_page(const Shown& shown);

/// Whether no foreign page can have had it sent: none is named, and it is to a name that is this machine's wherever one
/// asks. Any other may be a foreign page's own name, which it had lead here.
bool is_from_no_foreign_page(const Shown& shown);

}  // namespace shelfcast::identity
