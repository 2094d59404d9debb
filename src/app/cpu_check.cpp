// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>
#include <cstdio>
#include <cstdlib>

namespace {

// Compiled for the oldest CPU (see src/CMakeLists.txt) and run before any initialiser, also of shared libraries, which
// may call templates of ours: on a CPU that lacks what the rest was compiled for, the program says so instead of dying
// of an illegal instruction.
void refuse_an_older_cpu() {
#ifdef SHELFCAST_NEEDS_V3
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) return;
  constexpr char kSentence[] =
      "shelfcast: this binary needs a CPU with AVX2, FMA and BMI2 (x86-64-v3); "
      "build it with -DSHELFCAST_CPU=x86-64-v2 for this one\n";
  const auto written = write(STDERR_FILENO, kSentence, sizeof kSentence - 1);
  _exit(written < 0 ? 2 : 1);
#endif
}

__attribute__((section(".preinit_array"), used)) void (*const kFirst)() = refuse_an_older_cpu;

}  // namespace
