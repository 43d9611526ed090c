// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A version of numbered whose table has another size, so that it cannot take over the old one's. */
#define VERSION 3
#define TABLE_ENTRIES 32
#include "numbered.bpf.c"
