// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Functions that call each other: the loader copies them behind each program and patches the calls. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

int table[8];

static __attribute__((noinline)) int leaf(int x)
{
	return x * 3 + table[x & 7];
}

static __attribute__((noinline)) int middle(int x)
{
	return leaf(x) + leaf(x + 1);
}

__attribute__((noinline)) int global(int x)
{
	return middle(x) - leaf(x);
}

__weak __hidden __attribute__((noinline)) int hidden(int x)
{
	return x ? leaf(x) : 0;
}

static long callback(__u32 index, void *ctx)
{
	table[index & 7] = middle(index);
	return 0;
}

SEC("raw_tp/sys_enter")
int first(void *ctx)
{
	return global(1) + hidden(2);
}

SEC("raw_tp/sys_exit")
int second(void *ctx)
{
	bpf_loop(4, callback, 0, 0);
	return middle(3);
}

char LICENSE[] SEC("license") = "GPL";
