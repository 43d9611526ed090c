// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The next version of several_places: it stamps its own number into the events. */
#define VERSION 2
#include "several_places.bpf.c"
