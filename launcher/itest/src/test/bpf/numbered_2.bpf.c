// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The next version of numbered: it stamps its own number into the events. */
#define VERSION 2
#define TABLE_ENTRIES 16
#include "numbered.bpf.c"
