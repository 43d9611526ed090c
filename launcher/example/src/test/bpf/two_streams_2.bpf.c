// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The next version of two_streams, whose records are laid out differently. */
#define VERSION 2
#include "two_streams.bpf.c"
