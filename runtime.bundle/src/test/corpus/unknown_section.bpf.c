// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A section that no libbpf knows. */
#include "corpus.bpf.h"

SEC("somewhere/else")
int in_unknown_section(void *ctx)
{
	return 0;
}
