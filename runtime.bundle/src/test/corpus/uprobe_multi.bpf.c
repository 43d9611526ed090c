// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Sections that libbpf knows since 1.3. */
#include "corpus.bpf.h"

SEC("uprobe.multi/libc.so.6:setlocale")
int on_uprobe_multi(void *ctx)
{
	return hit_any(1);
}

SEC("uretprobe.multi/libc.so.6:setlocale")
int on_uretprobe_multi(void *ctx)
{
	return hit_any(1);
}

SEC("uprobe.multi/libc.so.6:setloc*")
int on_pattern(void *ctx)
{
	return hit_any(1);
}
