package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shows numbers that are worked out rather than read. Not a number stands for a value that there is not. Any thread. */
public final class ShownNumber {
    private static final int DIGITS = 2;
    /** From here on a double has no fraction, and whole numbers between may be missing. */
    private static final double WHOLE = 0x1p53;

    private final ShowRule show;
    private final ShownText texts;

    ShownNumber(ShowRule show, ShownText texts) {
        this.show = show;
        this.texts = texts;
    }

    /** The unit of the number before it is shown; empty if it is shown as it is. */
    public String unit() {
        return show.unit();
    }

    public void text(double value, Utf8Sink out) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.put('-');
        } else if (show != ShowRule.NONE) {
            texts.text(show, Math.round(value), true, out);
        } else {
            out.ascii(decimal(value));
        }
    }

    /** Writes a JSON number; null for what JSON has no number for. */
    public static void json(double value, Utf8Sink out) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.ascii("null");
        } else if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
            out.decimal((long) value);
        } else {
            out.ascii(BigDecimal.valueOf(value).toPlainString());
        }
    }

    private static String decimal(double value) {
        return value == Math.rint(value) && Math.abs(value) < WHOLE ? Long.toString((long) value)
                : BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP).toPlainString();
    }
}
