// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Global variables of every section and kind, seen and unseen by other files. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct point {
	int x;
	short y;
	char name[8];
};

enum mode { MODE_OFF, MODE_ON = 5 };

const volatile int limit = 42;
const volatile long long big = -7;
const volatile _Bool enabled = 1;
const volatile char pattern[16] = "abc";
const volatile unsigned short ports[4] = { 1, 2, 3, 65535 };
const volatile enum mode mode = MODE_ON;
const volatile double ratio = 2.5;
const struct point origin = { .x = 1, .y = -2, .name = "origin" };
static volatile const int hidden_knob = 9;
int counter = 5;
struct point last = { .x = 3 };
static volatile int hidden_counter = 11;
__u64 total;
struct point all[3];
static volatile int hidden_zero;
int in_own_section SEC(".data.own") = 13;
const volatile int in_own_rodata SEC(".rodata.own") = 17;

SEC("tracepoint/syscalls/sys_enter_getpid")
int first(void *ctx)
{
	counter += limit + enabled + ports[1] + mode + hidden_knob + pattern[0];
	total += big;
	hidden_counter += in_own_section + in_own_rodata + origin.x;
	all[counter & 1].x = last.x + hidden_zero++;
	last = origin;
	return *(volatile const __u64 *)&ratio > 0;
}

SEC("?tracepoint/syscalls/sys_exit_getpid")
int not_by_itself(void *ctx)
{
	bpf_printk("%d", counter);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
