// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * produce CALL: makes system calls as standard input asks for: each line is COUNT RATE, RATE calls a second or 0 for as
 * fast as it can. Prints the nanoseconds that took. CALL is getppid, whose first register numbers the calls of this
 * process from 1, or open.
 */
#include "reference.h"

static long calls;

static void call(int opens)
{
	if (!opens) {
		syscall(SYS_getppid, ++calls);
		return;
	}
	int fd = open("/dev/null", O_RDONLY);

	if (fd >= 0)
		close(fd);
}

/* Paced in portions of a millisecond: sleeping for each call would cost more than the call. */
static void make(int opens, long count, long rate)
{
	int64_t start = now();
	long portion = rate ? rate / 1000 + 1 : count;

	for (long done = 0; done < count;) {
		for (long end = done + portion < count ? done + portion : count; done < end; done++)
			call(opens);
		if (rate) {
			int64_t due = start + (int64_t)((double)done * 1e9 / rate);
			struct timespec t = {due / 1000000000, due % 1000000000};

			if (due > now())
				clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
		}
	}
}

int main(int count, char **words)
{
	char line[64];
	long amount, rate;

	setvbuf(stdout, NULL, _IOLBF, 0);
	while (fgets(line, sizeof(line), stdin)) {
		if (sscanf(line, "%ld %ld", &amount, &rate) != 2)
			fail("COUNT RATE", EINVAL);
		int64_t start = now();

		make(count > 1 && !strcmp(words[1], "open"), amount, rate);
		printf("%ld\n", (long)(now() - start));
	}
	return 0;
}
