// SPDX-License-Identifier: Apache-2.0
#pragma once

struct sockaddr;  // NOLINT(readability-identifier-naming): the system's own name

namespace shelfcast::monitor {

/// Whether an address is one of the public internet: not of this machine, a private network, a link, a multicast group,
/// or of what is set aside for documents, tests and tunnels that end in any of these.
bool is_public(const sockaddr& address);

}  // namespace shelfcast::monitor
