// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* spinning: works in innermost_in_c(), called by outermost_in_c(), until its input ends. Both keep their frame pointers. */
#include <poll.h>

static volatile unsigned long work;

static void __attribute__((noinline)) innermost_in_c(void)
{
	volatile void *frame = __builtin_frame_address(0);

	(void)frame;
	for (int i = 0; i < 50000000; i++)
		work++;
}

static void __attribute__((noinline)) outermost_in_c(struct pollfd *input)
{
	volatile void *frame = __builtin_frame_address(0);

	(void)frame;
	while (!poll(input, 1, 0))
		innermost_in_c();
	work++;
}

int main(void)
{
	struct pollfd input = {.fd = 0, .events = POLLIN};

	outermost_in_c(&input);
	return 0;
}
