// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * attach OBJECT RING: for each line on standard input opens, loads and attaches OBJECT, waits for its first event,
 * detaches, and prints nanoseconds: open load attach first-event detach close. First event is counted from the start.
 */
#include "reference.h"

static int on_event(void *seen, void *data, size_t size)
{
	*(int *)seen = 1;
	return 0;
}

static void once(const char *file, const char *ring)
{
	int64_t start = now(), opened, loaded, attached, first, detached;
	int seen = 0;
	struct bpf_object *object = open_object(file);

	opened = now();
	load_object(object);
	loaded = now();
	struct bpf_link *link = attach_only_program(object);
	attached = now();
	struct ring_buffer *reader =
		ring_buffer__new(bpf_object__find_map_fd_by_name(object, ring), on_event, &seen, NULL);

	if (!reader)
		fail("ring", errno);
	while (!seen)
		ring_buffer__poll(reader, 100);
	first = now();
	ring_buffer__free(reader);
	int64_t stop = now();

	bpf_link__destroy(link);
	detached = now();
	bpf_object__close(object);
	printf("%ld %ld %ld %ld %ld %ld\n", (long)(opened - start), (long)(loaded - opened), (long)(attached - loaded),
	       (long)(first - start), (long)(detached - stop), (long)(now() - detached));
}

int main(int count, char **words)
{
	char line[64];

	if (count != 3)
		fail("usage: attach OBJECT RING", EINVAL);
	setvbuf(stdout, NULL, _IOLBF, 0);
	libbpf_set_print(quiet);
	while (fgets(line, sizeof(line), stdin))
		once(words[1], words[2]);
	return 0;
}
