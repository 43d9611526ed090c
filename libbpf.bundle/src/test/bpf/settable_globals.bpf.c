// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A global of each type that can be set before load. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef __u16 port_t;

enum choice { FIRST = 1, SECOND = 2 };

struct point {
	int x, y;
};

const volatile __u8 u8 = 0;
const volatile __s8 s8 = 0;
const volatile __u16 u16 = 0;
const volatile __s16 s16 = 0;
const volatile __u32 u32 = 0;
const volatile __s32 s32 = 0;
const volatile __u64 u64 = 0;
const volatile __s64 s64 = 0;
const volatile port_t aliased = 0;
const volatile _Bool flag = 0;
const volatile enum choice choice = FIRST;
const volatile char name[16] = "";
const volatile struct point origin = {};
const volatile int numbers[4] = {};

__u64 sum = 0;
char seen_name[16] = "";

SEC("raw_tp/sys_enter")
int on_enter(void *ctx)
{
	sum = u8 + s8 + u16 + s16 + u32 + s32 + u64 + s64 + aliased + flag + choice + origin.x + numbers[3];
	for (int i = 0; i < 16; i++)
		seen_name[i] = name[i];
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
