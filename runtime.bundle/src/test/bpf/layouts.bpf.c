// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Structs with every kind of member, filled by the compiler: the decoder's results are compared with what is
 * written here. Only .rodata is read; nothing of this is ever loaded.
 */
#include "eunomia.bpf.h"

enum color { RED = 1, GREEN = 2, BLUE = -3 };
enum big { SMALL = 1, HUGE = 0xffffffff00000001ULL };
typedef __u32 u32_alias;
typedef const volatile u32_alias nested_alias;
typedef char name_t[8];

struct inner {
	__u16 x;
	struct {
		__s8 deep;
	};
	struct {
		__u32 deeper;
	} named;
};

struct everything {
	__u8 u8;
	__s8 s8;
	__u16 u16;
	__s16 s16;
	__u32 u32;
	__s32 s32;
	__u64 u64;
	__s64 s64;
	unsigned __int128 wide;
	_Bool yes;
	_Bool no;
	enum color color;
	enum color strange;
	enum big big;
	nested_alias alias;
	char text[16];
	name_t full;
	__u8 bytes[4];
	__u32 numbers[3];
	char words[2][6];
	struct inner inner;
	struct inner pair[2];
	union {
		__u32 as_int;
		__u8 as_bytes[4];
	};
	void *pointer;
	float single;
	double twice;
};

struct bits {
	__u32 a : 3;
	__u32 b : 1;
	__s32 c : 4;
	__u64 d : 40;
	_Bool e : 1;
	enum color f : 4;
	__u64 : 3;
	__u64 g : 64;
};

struct __attribute__((packed)) squeezed {
	__u8 first;
	__u64 d : 60;
	__u64 crossing : 62;
	__u32 odd;
};

struct shown {
	eu_ktime_ns_t time;
	eu_boottime_ns_t booted;
	eu_duration_ns_t took;
	eu_bytes_t size;
	eu_hex32_t hex;
	eu_hex64_t longhex;
	eu_pid_t pid;
	eu_signal_t signal;
	eu_signal_t quiet;
	eu_errno_t failed;
	eu_result_t result;
	eu_open_flags_t flags;
	eu_file_mode_t mode;
	eu_dirfd_t dirfd;
	eu_dev_t dev;
	eu_port_t port;
	eu_port_be_t port_be;
	eu_ipv4_be_t v4;
	eu_ip_t v6;
	eu_ip_t mapped;
	enum eu_addr_family family;
};

struct guessed {
	__u64 ts_us;
	__u64 delta_us;
	__u64 span_ns;
	__u64 rx_b;
	union {
		__u32 saddr_v4;
		__u8 saddr_v6[16];
	};
	union {
		__u32 daddr_v4;
		__u8 daddr_v6[16];
	};
	__u16 family;
	__u16 sport;
	__be16 dport;
	int ret;
	int sig;
	int oldstate;
	__u64 skaddr;
	__u32 mnt_ns;
	int args_size;
	char args[32];
};

struct lists {
	enum color colors[2];
	__s32 numbers[3];
	__u8 flat[2][3];
	float singles[2];
	double twices[2];
	_Bool truths[3];
	char names[2][8];
	char grid[2][2][4];
	__s16 matrix[2][3];
	__s8 levels[3];
	struct inner pair[2];
	void *pointers[2];
	unsigned __int128 wides[2];
	__int128 negative;
	__u8 mac[6];
	char comm[16];
	float small;
	double large;
	float endless;
	__u32 flag : 1;
	eu_duration_ns_t took;
	eu_signal_t signal;
	eu_file_mode_t mode;
	eu_open_flags_t flags;
	eu_ipv4_be_t peer;
	eu_ip_t peer6;
	eu_dev_t dev;
	_Bool yes;
};

struct tail {
	__u32 pid;
	__u16 code;
	char path[];
};

/* Arrays of no length: marks of places, and what a record ends with (the kernel's DECLARE_FLEX_ARRAY). */
struct marked {
	__u32 before;
	__u32 headers[0];
	char start[0];
	__u32 after;
	union {
		struct {
			struct {
			} none;
			__u16 words[];
		};
		struct {
			struct {
			} nothing;
			__u8 bytes[];
		};
	};
};

const volatile struct marked marked = {.before = 1, .after = 2};

const volatile struct everything everything = {
	.u8 = 255, .s8 = -128, .u16 = 65535, .s16 = -32768, .u32 = 4294967295U, .s32 = -2147483647 - 1,
	.u64 = 18446744073709551615ULL, .s64 = -9223372036854775807LL - 1,
	.wide = ((unsigned __int128)0x0123456789abcdefULL << 64) | 0xfedcba9876543210ULL,
	.yes = 1, .no = 0, .color = BLUE, .strange = 77, .big = HUGE, .alias = 7,
	.text = "two\nlines \"q\"", .full = {'f', 'u', 'l', 'l', 'f', 'u', 'l', 'l'}, .bytes = {0xde, 0xad, 0, 0xef},
	.numbers = {1, 2, 4294967295U}, .words = {"one", "two"},
	.inner = {.x = 10, .deep = -1, .named = {.deeper = 30}},
	.pair = {{.x = 1, .deep = 2, .named = {3}}, {.x = 4, .deep = 5, .named = {6}}},
	.as_int = 0x01020304, .pointer = (void *)0xffff888000001234ULL, .single = 1.5F, .twice = -0.25,
};

const volatile struct bits bits = {
	.a = 5, .b = 1, .c = -7, .d = 0xabcdef0123ULL, .e = 1, .f = GREEN, .g = 0x8000000000000001ULL,
};

const volatile struct squeezed squeezed = {
	.first = 1, .d = 0x0fedcba987654321ULL, .crossing = 0x3123456789abcdefULL, .odd = 0xcafebabe,
};

const volatile struct shown shown = {
	.time = 1000000000, .booted = 2000000000, .took = 1250000, .size = 1572864, .hex = 0xbeef,
	.longhex = 0xffffffff81000000ULL, .pid = 42, .signal = 9, .quiet = 0, .failed = -2, .result = 3,
	.flags = 0x42, .mode = 0644, .dirfd = -100, .dev = (8 << 20) | 1, .port = 8527, .port_be = 0x4f21,
	.v4 = 0x0100007f, .v6 = {[15] = 1}, .mapped = {[10] = 0xff, [11] = 0xff, 10, 1, 2, 3}, .family = AF_INET6,
};

const volatile struct guessed guessed = {
	.ts_us = 1000000, .delta_us = 2500, .span_ns = 999, .rx_b = 2048, .saddr_v4 = 0x0100007f,
	.daddr_v6 = {0xfe, 0x80, [15] = 9}, .family = 2, .sport = 80, .dport = 0x5000, .ret = -13, .sig = 15,
	.oldstate = 1, .skaddr = 0xffff888000000001ULL, .mnt_ns = 4026531841U, .args_size = 9, .args = "ls\0-l\0/x",
};

const volatile struct lists lists = {
	.colors = {BLUE, RED}, .numbers = {-1, 5, 0}, .flat = {{0, 0, 0}, {0, 0, 9}}, .singles = {0.1F, 0},
	.twices = {-0.25, 1e300}, .truths = {0, 1, 0}, .names = {"one", "two, 3"},
	.grid = {{"a", "b"}, {"c", "d"}}, .matrix = {{1, 2, 3}, {-4, 5, 6}}, .levels = {-1, 127, -128},
	.pair = {{.x = 1, .deep = 2, .named = {3}}, {.x = 4, .deep = 5, .named = {6}}},
	.pointers = {(void *)0xffff888000001234ULL, 0}, .wides = {5, (unsigned __int128)1 << 127}, .negative = -5,
	.mac = {0xde, 0xad, 0xbe, 0xef, 0, 1}, .comm = "sixteen chars 16", .small = 0.1F, .large = -1.5,
	.endless = __builtin_inff(), .flag = 1, .took = 1250000, .signal = 9, .mode = 0644, .flags = 0x42, .peer = 0x0100007f,
	.peer6 = {[15] = 1}, .dev = (8 << 20) | 1, .yes = 1,
};

/* The offsets as the compiler sees them, in the order of the fields. */
const volatile __u32 everything_offsets[] = {
#define AT(member) __builtin_offsetof(struct everything, member)
	AT(u8), AT(s8), AT(u16), AT(s16), AT(u32), AT(s32), AT(u64), AT(s64), AT(wide), AT(yes), AT(no), AT(color),
	AT(strange), AT(big), AT(alias), AT(text), AT(full), AT(bytes), AT(numbers), AT(words), AT(inner.x),
	AT(inner.deep), AT(inner.named.deeper), AT(pair), AT(as_int), AT(as_bytes), AT(pointer), AT(single), AT(twice),
};

const struct tail *tail_event;

/* A map so that tables have a key and a value struct. */
struct key {
	eu_pid_t pid;
	__u32 slot;
};
struct value {
	eu_bytes_t bytes;
	__u32 pid;
	char comm[16];
};
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, struct key);
	__type(value, struct value);
} sums SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, eu_pid_t);
	__type(value, __u64);
} counts SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} tail SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} strangers SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int touch(void *ctx)
{
	__u32 zero = 0;

	/* Everything above stays in the object only because it is used. */
	bpf_map_delete_elem(&sums, &zero);
	bpf_map_delete_elem(&counts, &zero);
	bpf_ringbuf_query(&tail, 0);
	bpf_ringbuf_query(&strangers, 0);
	return everything.u8 + lists.flat[0][0] + bits.a + squeezed.first + shown.pid + guessed.ret + everything_offsets[everything.u8] + marked.after +
	       (tail_event != NULL);
}

EUNOMIA_LICENSE;
