// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace shelfcast::http {

Descriptor::~Descriptor() {
  if (number_ != kNone) ::close(number_);
}

Descriptor Descriptor::again() const {
  return Descriptor(::fcntl(number_, F_DUPFD_CLOEXEC, 0));
}

}  // namespace shelfcast::http
