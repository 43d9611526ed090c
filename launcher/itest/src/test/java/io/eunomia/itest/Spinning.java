package io.eunomia.itest;

import java.io.IOException;

/** Works in one method that another calls, as a program of its own, until its input ends. */
final class Spinning {
    private static long work;

    private Spinning() {
    }

    public static void main(String[] arguments) throws IOException {
        while (System.in.available() == 0 && work >= 0) {
            outermostInJava(2_000);
        }
    }

    private static void outermostInJava(int times) {
        for (int i = 0; i < times; i++) {
            work += innermostInJava(i) & 1;
        }
    }

    private static long innermostInJava(long seed) {
        long value = seed;
        for (int i = 0; i < 100_000; i++) {
            value = value * 6364136223846793005L + 1442695040888963407L;
        }
        return value;
    }
}
