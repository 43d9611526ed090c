// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * What is attached in a program's place so that the program can be replaced: it runs the program
 * that is in the slot at that moment, and nothing when there is none. The index is constant, so
 * the JIT makes a direct jump of it and patches that when the slot changes
 * (bpf_arch_poke_desc_update in arch/x86/net/bpf_jit_comp.c).
 *
 * The section's name stands for the real one: SlotTemplate.java writes that over it, and libbpf
 * then derives type, attach type and target as for the program itself.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define X16 "xxxxxxxxxxxxxxxx"
#define X64 X16 X16 X16 X16
#define X256 X64 X64 X64 X64

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} slot SEC(".maps");

SEC(X256)
int slot_entry(void *ctx)
{
	bpf_tail_call(ctx, &slot, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
