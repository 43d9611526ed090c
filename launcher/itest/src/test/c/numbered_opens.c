// SPDX-License-Identifier: Apache-2.0
/*
 * numbered_opens RATE: opens /numbered/0000001 and so on, none of which exists, RATE a second, until its input ends. Then it
 * prints how many it has opened.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int count, char **words)
{
	long rate = count > 1 ? atol(words[1]) : 0;
	long long start = now();
	long made = 0;
	char path[32];

	if (rate < 1)
		return 2;
	for (;;) {
		struct pollfd input = {.fd = 0, .events = POLLIN};
		/* In portions of two milliseconds: sleeping for each would cost more than the call. */
		long due = (long)((double)(now() - start) * rate / 1e9);

		for (; made < due; made++) {
			snprintf(path, sizeof(path), "/numbered/%07ld", made + 1);
			if (open(path, O_RDONLY) >= 0 || made == 9999999)
				return 1;
		}
		if (poll(&input, 1, 2))
			break;
	}
	printf("%ld\n", made);
	return 0;
}
