// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Asks for the kernel's configuration, and needs it. */
#define WANTED
#include "hertz.bpf.c"
