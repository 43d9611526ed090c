// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Types that BTF has because of the global at the end and DWARF because of -g: both have to tell the same of them. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

enum small { NONE, SOME = 7, LAST = 0xffffffff };
enum below { MINUS = -5, PLUS = 5 };
enum large { HUGE = 0x100000001ULL, TINY = 1 };
typedef __u64 stamp_t;
typedef const volatile stamp_t *stamps_t;
struct undeclared;

struct __attribute__((packed)) tight {
	__u8 first;
	__u64 rest;
	__u16 low : 3, middle : 10, high : 3;
};

struct parts {
	_Bool yes;
	char text[16];
	signed char small_number;
	unsigned char bytes[2][3];
	enum small small;
	enum below below;
	enum large large;
	stamp_t stamp;
	stamps_t stamps;
	unsigned __int128 wide;
	__s32 negative : 5;
	__u32 : 3;
	__u32 positive : 24;
	union {
		__u32 number;
		struct {
			__u16 low, high;
		};
	};
	struct tight tight[2];
	struct undeclared *undeclared;
	int (*call)(int, void *);
	void *restrict anything;
	double fraction;
	struct parts *next;
	__u64 tail[];
};

const struct parts *kept;

struct only_here {
	__u32 pid;
	__s64 when;
};

struct handed {
	__s64 when;
	__u32 pid;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

static __always_inline void fill(struct only_here *filled)
{
	__s64 inner = bpf_ktime_get_ns();

	filled->pid = 1;
	filled->when = inner;
}

static __attribute__((noinline)) long apart(struct handed *handed)
{
	struct tight other = {};

	other.rest = handed->when;
	bpf_ringbuf_output(&ring, &other, sizeof(other), 0);
	return handed->pid;
}

SEC("tracepoint/syscalls/sys_enter_getpgid")
int outer(void *ctx)
{
	struct only_here *taken = bpf_ringbuf_reserve(&ring, sizeof(*taken), 0);
	struct handed copy = {};

	if (!taken)
		return kept != NULL;
	fill(taken);
	copy.pid = bpf_get_smp_processor_id();
	apart(&copy);
	bpf_ringbuf_submit(taken, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
