// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* named: tells where its functions are, one in each line, and ends when its input does. */
#include <stdio.h>
#include <unistd.h>

#ifdef __cplusplus
namespace outer {
template <typename T> struct Holder {
	T value;
	__attribute__((noinline)) T held(const char *text) const { return value + text[0]; }
};
}
#endif

static volatile int calls;

static int __attribute__((noinline)) hidden(int number)
{
	calls += number;
	return calls;
}

int __attribute__((noinline)) shown(int number)
{
	return hidden(number) + 1;
}

int main(void)
{
	char byte;

	printf("hidden %p\n", (void *)hidden);
	printf("shown %p\n", (void *)shown);
	printf("main %p\n", (void *)main);
#ifdef __cplusplus
	int (outer::Holder<int>::*held)(const char *) const = &outer::Holder<int>::held;
	printf("held %p\n", *(void **)&held);
#endif
	printf("getsid %p\n", (void *)getsid);
	fflush(stdout);
	shown(1);
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}
