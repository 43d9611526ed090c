// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A program that is right, and takes the verifier some ten milliseconds: it follows each round of the loop. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define ROUNDS 20000

__u64 sum = 0;

SEC("tracepoint/syscalls/sys_enter_vhangup")
int slowly_verified(void *ctx)
{
	for (int i = 0; i < ROUNDS; i++)
		__sync_fetch_and_add(&sum, i);
	return 0;
}

char _license[] SEC("license") = "Dual BSD/GPL";
