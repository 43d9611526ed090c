// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A section that libbpf knows since 1.3. */
#include "corpus.bpf.h"

SEC("tcx/ingress")
int on_tcx(struct __sk_buff *ctx)
{
	hit_any(1);
	return 0;
}
