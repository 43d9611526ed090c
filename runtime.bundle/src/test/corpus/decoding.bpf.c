// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* A record for each thing that makes decoding hard; corpus.csv says how each is shown. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "../../../../trackers/include/display.bpf.h"

const volatile __u32 own_tgid = 1;

enum color { RED = 1, GREEN = 2, BLUE = -3 };
enum wide { SMALL = 1, HUGE = 0xffffffff00000001ULL };

/* A ring for records of one struct, and a program that sends the one given. */
#define RECORD(name, ...)                                                          \
	struct {                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                \
		__uint(max_entries, 4096);                                         \
		__type(value, struct name);                                        \
	} name##_ring SEC(".maps");                                                \
	SEC("tracepoint/syscalls/sys_enter_openat")                                \
	int sends_##name(void *ctx)                                                \
	{                                                                          \
		static const volatile struct name constant = __VA_ARGS__;          \
		struct name *record;                                               \
		if (bpf_get_current_pid_tgid() >> 32 != own_tgid)                  \
			return 0;                                                  \
		record = bpf_ringbuf_reserve(&name##_ring, sizeof(*record), 0);    \
		if (!record)                                                       \
			return 0;                                                  \
		bpf_probe_read_kernel(record, sizeof(*record), (void *)&constant); \
		bpf_ringbuf_submit(record, 0);                                     \
		return 0;                                                          \
	}

struct integers {
	__u8 u8;
	__s8 s8;
	__u16 u16;
	__s16 s16;
	__u32 u32;
	__s32 s32;
	__u64 u64;
	__s64 s64;
};
RECORD(integers, {255, -128, 65535, -32768, 4294967295U, -2147483647 - 1, 18446744073709551615ULL,
		  -9223372036854775807LL - 1})

struct int128 {
	unsigned __int128 wide;
};
RECORD(int128, {((unsigned __int128)0x0123456789abcdefULL << 64) | 0xfedcba9876543210ULL})

struct booleans {
	_Bool yes;
	_Bool no;
};
RECORD(booleans, {1, 0})

struct floats {
	float single;
	double twice;
};
RECORD(floats, {1.5F, -0.25})

struct text {
	char whole[16];
	char full[4];
	char odd[16];
};
RECORD(text, {"two\nlines \"q\"", {'f', 'u', 'l', 'l'}, "\xff\x01tail"})

struct bytes {
	__u8 raw[4];
};
RECORD(bytes, {{0xde, 0xad, 0, 0xef}})

struct sized_text {
	int args_size;
	char args[16];
};
RECORD(sized_text, {8, "one\0two\0rest"})

struct enums {
	enum color color;
	enum color negative;
	enum color strange;
	enum wide wide;
};
RECORD(enums, {GREEN, BLUE, 77, HUGE})

struct bits {
	__u32 a : 3;
	__u32 b : 1;
	__s32 c : 4;
	__u64 d : 40;
	_Bool e : 1;
	enum color f : 4;
};
RECORD(bits, {5, 1, -7, 0xabcdef0123ULL, 1, GREEN})

struct nested {
	__u16 outer;
	struct {
		__s8 deep;
	};
	struct {
		__u32 deeper;
	} named;
};
RECORD(nested, {10, {-1}, {30}})

struct unions {
	union {
		__u32 as_int;
		__u8 as_bytes[4];
	};
};
RECORD(unions, {{0x01020304}})

struct pointers {
	void *pointer;
};
RECORD(pointers, {(void *)0xffff888000001234ULL})

struct arrays {
	__u32 numbers[3];
	__u32 grid[2][2];
	char words[2][6];
};
RECORD(arrays, {{1, 2, 4294967295U}, {{1, 2}, {3, 4}}, {"one", "two"}})

struct structs {
	struct {
		__u16 x;
		__s16 y;
	} pair[2];
};
RECORD(structs, {{{1, -1}, {2, -2}}})

struct __attribute__((packed)) packed {
	__u8 first;
	__u64 odd;
	__u16 last;
};
RECORD(packed, {1, 0x0102030405060708ULL, 9})

struct addresses {
	eu_ipv4_be_t v4;
	eu_ip_t v6;
	eu_ip_t mapped;
	eu_port_be_t port;
};
RECORD(addresses, {0x0100007f, {0x20, 0x01, 0x0d, 0xb8, [15] = 1},
		   {[10] = 0xff, 0xff, 10, 1, 2, 3}, 0x901f})

struct address_by_family {
	union {
		__u32 saddr_v4;
		__u8 saddr_v6[16];
	};
	__u16 family;
};
RECORD(address_by_family, {{0x0100007f}, 2})

struct times {
	eu_ktime_ns_t never;
	eu_duration_ns_t took;
	eu_bytes_t size;
};
RECORD(times, {0, 1250000, 1572864})

struct clock {
	eu_ktime_ns_t now;
	eu_boottime_ns_t booted;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
	__type(value, struct clock);
} clock_ring SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int sends_clock(void *ctx)
{
	struct clock clock = {bpf_ktime_get_ns(), bpf_ktime_get_boot_ns()};

	if (bpf_get_current_pid_tgid() >> 32 == own_tgid)
		bpf_ringbuf_output(&clock_ring, &clock, sizeof(clock), 0);
	return 0;
}

struct names {
	eu_signal_t signal;
	eu_errno_t failed;
	eu_open_flags_t flags;
	eu_file_mode_t mode;
	eu_dirfd_t dirfd;
	eu_dev_t dev;
	eu_hex32_t hex;
};
RECORD(names, {9, -2, 0x42, 0100644, -100, 0x800001, 0xbeef})

struct flexible {
	__u32 pid;
	__u16 code;
	char path[];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
	__type(value, struct flexible);
} flexible_ring SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int sends_flexible(void *ctx)
{
	struct {
		__u32 pid;
		__u16 code;
		char path[10];
	} record = {7, 65535, "/etc/motd"};

	if (bpf_get_current_pid_tgid() >> 32 == own_tgid)
		bpf_ringbuf_output(&flexible_ring, &record, sizeof(record), 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
