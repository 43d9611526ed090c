// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * stacked: reads lines "A B"; for each it calls getsid A times from inner() called by outer_a(), and B times called by
 * outer_b(), and answers "done". The functions keep their frame pointers, by which the kernel finds callers.
 */
#include <stdio.h>
#include <sys/syscall.h>

#define KEEP_FRAME volatile void *frame = __builtin_frame_address(0); (void)frame

static volatile long calls;

static void __attribute__((noinline)) inner(long number)
{
	KEEP_FRAME;
	long result;
#ifdef __x86_64__
	__asm__ volatile("syscall" : "=a"(result) : "a"(SYS_getsid), "D"(number) : "rcx", "r11", "memory");
#else
	register long x8 __asm__("x8") = SYS_getsid;
	register long x0 __asm__("x0") = number;
	__asm__ volatile("svc #0" : "+r"(x0) : "r"(x8) : "memory");
	result = x0;
#endif
	(void)result;
	calls++;
}

static void __attribute__((noinline)) outer_a(long times)
{
	KEEP_FRAME;
	for (long i = 0; i < times; i++)
		inner(1);
	calls++;
}

static void __attribute__((noinline)) outer_b(long times)
{
	KEEP_FRAME;
	for (long i = 0; i < times; i++)
		inner(2);
	calls++;
}

int main(void)
{
	KEEP_FRAME;
	long a, b;

	while (scanf("%ld %ld", &a, &b) == 2) {
		outer_a(a);
		outer_b(b);
		puts("done");
		fflush(stdout);
	}
	return 0;
}
