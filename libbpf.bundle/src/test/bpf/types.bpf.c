// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* Every kind of BTF type that clang writes for C, and what makes their layout hard. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define tagged(text) __attribute__((btf_decl_tag(text)))
#define type_tagged(text) __attribute__((btf_type_tag(text)))

enum color { RED, GREEN = 7, BLUE = 0x7fffffff };
enum temperature { COLD = -40, WARM = 20 };
enum wide { SMALL = 1, HUGE = 0x123456789abcdefULL };
enum wide_signed { LOWEST = -0x123456789abcdefLL, HIGHEST = 0x123456789abcdefLL };

typedef unsigned int number_t;
typedef number_t counter_t;

struct declared;
union declared_union;

struct bits {
	unsigned int a : 3;
	unsigned int b : 5;
	int c : 9;
	unsigned long long d : 40;
	enum color e : 8;
	_Bool f : 1;
	unsigned char whole;
};

struct nested {
	int outer;
	struct {
		short inner_a;
		union {
			int as_int;
			float as_float;
			char as_bytes[4];
		};
	};
	struct {
		long deep;
	} named;
	union {
		void *pointer;
		__u64 word;
	} either;
};

struct __attribute__((packed)) squeezed {
	char tag;
	long value;
	short tail;
};

struct everything {
	char c;
	signed char sc;
	unsigned char uc;
	short s;
	unsigned short us;
	int i;
	unsigned int ui;
	long l;
	unsigned long ul;
	long long ll;
	_Bool truth;
	float real;
	double precise;
	__int128 giant;
	enum color color;
	enum temperature temperature;
	enum wide wide;
	enum wide_signed wide_signed;
	counter_t count;
	char comm[16];
	int grid[3][4];
	const char *text;
	const volatile int *const *chain;
	int *restrict lonely;
	int (*call)(struct everything *self, const char *format, ...);
	void (*table[2])(void);
	struct declared *hidden;
	union declared_union *hidden_union;
	struct bits bits;
	struct nested nested;
	struct squeezed squeezed;
	int type_tagged("user") *user_pointer;
	struct everything *next tagged("link");
	char flexible[];
} tagged("root");

const struct everything *unused_everything __attribute__((unused));
struct bits *unused_bits __attribute__((unused));

static __attribute__((noinline)) int helper(int value tagged("argument"))
{
	return value + unused_everything->i;
}

__attribute__((noinline)) long visible(struct bits *bits)
{
	return bits ? bits->a : 0;
}

SEC("raw_tp/sys_enter")
int uses_all(void *ctx)
{
	struct bits bits = {};
	return helper((int)(long)ctx) + visible(&bits) + (unused_bits != 0);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
