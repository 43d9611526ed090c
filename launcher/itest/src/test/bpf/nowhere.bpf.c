// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Loads, and attaches to a tracepoint that no kernel has. */
#include "eunomia.bpf.h"

SEC("tracepoint/eunomia/no_such_tracepoint")
int lost(void *ctx)
{
	return 0;
}

EUNOMIA_LICENSE;
