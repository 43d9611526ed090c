// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * An argument of each kind of type, and an event that shows what was set. One event is made for each openat of one
 * process. eunomia.bpf.h is not included for its ring's sake alone: the typedefs decide how values are shown.
 */
#include "eunomia.bpf.h"

enum small { OFF, ON = 3, BELOW = -7 };
enum wide { LOWEST = -5000000000LL, HIGHEST = 6000000000LL };
enum top { TOP = 0xfedcba9876543210ULL, BOTTOM = 1 };

struct range {
	__u32 from, to;
};
struct limits {
	struct range ports[2];
	struct {
		__s16 inner;
	};
	char label[8];
};
struct overlaid {
	__u32 first;
	union {
		__u32 word;
		__u8 raw[4];
		struct {
			__u16 low, high;
		};
	};
	union {
		__u8 as_byte;
		__u16 as_word;
	} choice;
};

/* TYPE name[COUNT] as a global and as a member of the event. */
#define SCALARS(X)                                                                                 \
	X(__u8, tiny) X(__s8, small_int) X(__u16, half) X(__s32, word) X(__u64, large)             \
	X(__s64, deep) X(bool, flag) X(char, letter) X(enum small, mode) X(enum wide, wide)        \
	X(enum top, top) X(eu_duration_ns_t, span) X(eu_bytes_t, size) X(eu_signal_t, sig)         \
	X(eu_errno_t, error) X(eu_open_flags_t, flags) X(eu_file_mode_t, perms) X(eu_dev_t, disk)   \
	X(eu_port_be_t, port) X(eu_ipv4_be_t, peer) X(eu_hex32_t, mask) X(__u64, bits)
#define ARRAYS(X)                                                                                  \
	X(char, text, 16) X(__u8, mac, 6) X(unsigned char, label, 8) X(__u32, pids, 4)             \
	X(__s16, offsets, 3) X(bool, flags_on, 3) X(enum top, tops, 2) X(__u64, sums, 2)

#define GLOBAL(type, name) const volatile type name = 0;
#define ARRAY_GLOBAL(type, name, count) const volatile type name[count] = {};
#define MEMBER(type, name) type name;
#define ARRAY_MEMBER(type, name, count) type name[count];

SCALARS(GLOBAL)
ARRAYS(ARRAY_GLOBAL)
const volatile double ratio = 0;
const volatile float rate = 0;
const volatile float rates[2] = {};
const volatile struct limits limits = {};
const volatile eu_ip_t address = {};
const volatile char lines[2][4] = {};
const volatile struct overlaid overlaid = {};
const volatile __s16 grid[2][3] = {};
const volatile __u32 target_pid = 0;

struct shown {
	SCALARS(MEMBER)
	ARRAYS(ARRAY_MEMBER)
	double ratio;
	float rate;
	float rates[2];
	struct limits limits[1];
	eu_ip_t address;
	char lines[2][4];
	__s16 grid[2][3];
};

EUNOMIA_RING(opens, struct shown, 1024 * 1024);

/* BPF has no floats: everything is copied as bytes. */
#define COPY(to, from)                                                                             \
	for (__u32 i = 0; i < sizeof(from); i++)                                                   \
		((__u8 *)&(to))[i] = ((const volatile __u8 *)&(from))[i];
#define FILL(type, name) COPY(event->name, name)
#define ARRAY_FILL(type, name, count) COPY(event->name, name)

SEC("tracepoint/syscalls/sys_enter_openat")
int on_open(void *ctx)
{
	struct shown *event;

	if (bpf_get_current_pid_tgid() >> 32 != target_pid)
		return 0;
	event = eunomia_reserve(opens, struct shown);
	if (!event)
		return 0;
	SCALARS(FILL)
	ARRAYS(ARRAY_FILL)
	COPY(event->ratio, ratio)
	COPY(event->rate, rate)
	COPY(event->rates, rates)
	COPY(event->limits, limits)
	COPY(event->address, address)
	COPY(event->lines, lines)
	COPY(event->grid, grid)
	eunomia_submit(opens, event);
	return 0;
}

EUNOMIA_LICENSE;
