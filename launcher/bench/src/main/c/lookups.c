// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * lookups MAP_ID ENTRIES BATCH: fills the map with keys from 0 on and two numbers each, and prints "ready". For each line of
 * standard input it reads the whole map by bpf_map_lookup_batch, adds up both numbers, and prints entries and nanoseconds.
 */
#include "reference.h"

struct sums {
	uint64_t count, total;
};

static uint64_t sum;

static int read_all(int fd, uint32_t *keys, struct sums *values, uint32_t batch)
{
	uint32_t in, out;
	int entries = 0, error = 0;

	for (void *from = NULL; !error; from = &in) {
		uint32_t count = batch;

		error = bpf_map_lookup_batch(fd, from, &out, keys, values, &count, NULL);
		if (error && errno != ENOENT)
			fail("lookup", errno);
		for (uint32_t i = 0; i < count; i++)
			sum += values[i].count + values[i].total + keys[i];
		entries += count;
		in = out;
	}
	return entries;
}

int main(int count, char **words)
{
	char line[64];

	if (count != 4)
		fail("usage: lookups MAP_ID ENTRIES BATCH", EINVAL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	uint32_t batch = atoi(words[3]);
	int fd = bpf_map_get_fd_by_id(atoi(words[1]));
	uint32_t *keys = calloc(batch, sizeof(*keys));
	struct sums *values = calloc(batch, sizeof(*values));

	if (fd < 0)
		fail("map", errno);
	for (uint32_t key = 0; key < (uint32_t)atoi(words[2]); key++) {
		struct sums one = {key + 1, key * 3ULL};

		if (bpf_map_update_elem(fd, &key, &one, BPF_ANY))
			fail("update", errno);
	}
	puts("ready");
	while (fgets(line, sizeof(line), stdin)) {
		int64_t start = now();
		int entries = read_all(fd, keys, values, batch);

		printf("%d %ld\n", entries, (long)(now() - start));
	}
	return sum == 42;    /* so that nothing of it is optimised away */
}
