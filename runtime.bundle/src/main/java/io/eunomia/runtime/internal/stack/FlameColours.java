package io.eunomia.runtime.internal.stack;

import java.util.Locale;

/** Colours of functions: the hue tells the kind of code, and the same name has the same colour in each picture. */
final class FlameColours {
    private FlameColours() {
    }

    static String of(FlameLevel level) {
        int hash = level.name().hashCode() * 0x9e3779b1 >>> 8;
        int hue = switch (level.kind()) {
            case KERNEL -> 24;
            case USER -> 4;
            case CPP -> 48;
            case JIT -> 96;
            case UNKNOWN -> 210;
            case NAME -> 0;
        };
        boolean grey = level.kind() == FlameLevel.Kind.NAME;
        int saturation = grey ? 0 : level.kind() == FlameLevel.Kind.UNKNOWN ? 12 : 62 + hash % 24;
        return String.format(Locale.ROOT, "hsl(%d,%d%%,%d%%)", hue + (grey ? 0 : hash / 32 % 15 - 7), saturation, grey ? 84 : 66 + hash / 512 % 12);
    }
}
