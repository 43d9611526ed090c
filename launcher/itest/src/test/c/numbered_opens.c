// SPDX-License-Identifier: Apache-2.0
/*
 * numbered_opens RATE COUNTER: opens /numbered/0000001 and so on, none of which exists, RATE a second, until its input ends.
 * How many it has opened is at any time in the first 8 bytes of the file COUNTER; it prints it at its end.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define MOST 999999999

static long *map_counter(const char *path)
{
	int file = open(path, O_RDWR | O_CREAT, 0600);
	void *counter = MAP_FAILED;

	if (file >= 0 && !ftruncate(file, sizeof(long)))
		counter = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (counter == MAP_FAILED) {
		perror(path);
		exit(1);
	}
	close(file);
	return counter;
}

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
	long *counter;
	long made = 0;
	char path[32];

	if (rate < 1 || count < 3) {
		fprintf(stderr, "usage: numbered_opens RATE COUNTER\n");
		return 2;
	}
	counter = map_counter(words[2]);
	for (;;) {
		struct pollfd input = {.fd = 0, .events = POLLIN};
		/* In portions of two milliseconds: sleeping for each would cost more than the call. */
		long due = (long)((double)(now() - start) * rate / 1e9);

		for (; made < due; made++) {
			snprintf(path, sizeof(path), "/numbered/%07ld", made + 1);
			if (open(path, O_RDONLY) >= 0 || made == MOST) {
				fprintf(stderr, "%s exists, or there are no more numbers\n", path);
				return 1;
			}
			__atomic_store_n(counter, made + 1, __ATOMIC_RELEASE);
		}
		if (poll(&input, 1, 2))
			break;
	}
	printf("%ld\n", made);
	return 0;
}
