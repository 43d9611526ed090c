// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// Tells Java what arguments a C function got, in the order and the types that C declares.

static void tell(long *told, int count, const long *got)
{
	for (int i = 0; i < count; i++)
		told[i] = got[i];
}

long six_arguments(int a, long b, int c, long d, int e, long *told)
{
	tell(told, 5, (long[]){ a, b, c, d, e });
	return (long)told;
}

int seven_arguments(long a, int b, long c, int d, long e, int f, long *told)
{
	tell(told, 6, (long[]){ a, b, c, d, e, f });
	return f;
}

long nine_arguments(int a, int b, long c, long d, int e, int f, int g, long h, long *told)
{
	tell(told, 8, (long[]){ a, b, c, d, e, f, g, h });
	return h;
}
