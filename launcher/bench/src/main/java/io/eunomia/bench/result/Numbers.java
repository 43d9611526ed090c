package io.eunomia.bench.result;

import java.util.Locale;

/** Numbers as people read them: three digits that count. */
public final class Numbers {
    private Numbers() {
    }

    public static String text(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15 && (size < 1000 || size >= 1e6 || value % 1 == 0)) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
