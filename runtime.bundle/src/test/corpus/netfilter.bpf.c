// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A section that libbpf knows since 1.3. */
#include "corpus.bpf.h"

SEC("netfilter")
int on_netfilter(void *ctx)
{
	hit_any(1);
	return 1;
}
