/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* The same with a larger ring. */
#define RING_BYTES 131072
#include "pinned.bpf.c" /* in this folder */
