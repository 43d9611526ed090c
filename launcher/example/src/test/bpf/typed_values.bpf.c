// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Gives back its arguments, one of each kind, with every file that one process opens. */
#include "eunomia.bpf.h"

enum colour { RED = 1, GREEN = 2 };

struct pair {
	__u32 from;
	__u32 to;
};

const volatile __u32 target = 0;
const volatile eu_duration_ns_t took = 0;
const volatile eu_ipv4_be_t source = 0;
const volatile enum colour colour = RED;
const volatile __s64 number = 0;
const volatile bool flag = false;
const volatile double share = 0;
const volatile char label[16] = "";
const volatile unsigned char raw[4] = { 0 };
const volatile __u32 list[3] = { 0 };
const volatile struct pair pairs[2] = { 0 };

struct typed_event {
	eu_ktime_ns_t when;
	eu_ktime_ns_t never;
	eu_duration_ns_t took;
	__u64 delay_us;
	__u64 plain_ns;
	double share;
	__s64 number;
	__u64 large;
	eu_ipv4_be_t source;
	enum colour colour;
	__u32 list[3];
	struct pair pairs[2];
	char label[16];
	unsigned char raw[4];
	bool flag;
};

EUNOMIA_RING(values, struct typed_event, 64 * 1024);

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(void *ctx)
{
	struct typed_event *e;
	int i;

	if (bpf_get_current_pid_tgid() >> 32 != target)
		return 0;
	e = eunomia_reserve(values, struct typed_event);
	if (!e)
		return 0;
	e->when = bpf_ktime_get_ns();
	e->never = 0;
	e->took = took;
	e->delay_us = 1500;
	e->plain_ns = 7;
	e->share = share;
	e->number = number;
	e->large = ~0ULL;
	e->source = source;
	e->colour = colour;
	e->flag = flag;
	for (i = 0; i < 3; i++)
		e->list[i] = list[i];
	for (i = 0; i < 2; i++) {
		e->pairs[i].from = pairs[i].from;
		e->pairs[i].to = pairs[i].to;
	}
	for (i = 0; i < 16; i++)
		e->label[i] = label[i];
	for (i = 0; i < 4; i++)
		e->raw[i] = raw[i];
	eunomia_submit(values, e);
	return 0;
}

EUNOMIA_LICENSE;
