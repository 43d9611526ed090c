// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A global of each type that can be set before load. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef __u16 port_t;

enum choice { FIRST = 1, SECOND = 2 };

struct point {
	int x, y;
};

enum wide { LOWEST = -5000000000LL, HIGHEST = 6000000000LL };
enum unsigned_wide { TOP = 0xfedcba9876543210ULL, ONE = 1 };

struct limits {
	struct point from;
	struct {
		__u16 inner;
	};
	__u32 low : 3, high : 5;
	__s32 sign : 4;
	char label[8];
	__u8 rest[2];
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
const volatile enum wide wide = HIGHEST;
const volatile enum unsigned_wide unsigned_wide = ONE;
const volatile struct limits limits = {};
const volatile short grid[2][3] = {};
const volatile double twice = 0;
const volatile float single = 0;
const volatile _Bool flags[3] = {};
void *const volatile pointer = 0;

__u64 sum = 0;
char seen_name[16] = "";

SEC("raw_tp/sys_enter")
int on_enter(void *ctx)
{
	sum = u8 + s8 + u16 + s16 + u32 + s32 + u64 + s64 + aliased + flag + choice + origin.x + numbers[3];
	sum += wide + unsigned_wide + limits.from.x + grid[1][2] + flags[2] + (long)pointer;
	sum += *(volatile __u64 *)&twice + *(volatile __u32 *)&single;
	for (int i = 0; i < 16; i++)
		seen_name[i] = name[i];
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
