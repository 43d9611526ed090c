// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* An LSM program: of a type that not every kernel admits. */
#include "eunomia.bpf.h"

SEC("lsm/bpf")
int on_bpf(void *ctx)
{
	return 0;
}

EUNOMIA_LICENSE;
