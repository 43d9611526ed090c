package io.eunomia.runtime.internal.inference;

/**
 * Compares stored constants with the numbers that the source assigns. Compilers store neighbouring constants at once, under
 * the place of the first: the number in the source tells how many of the bytes are its own.
 */
final class Literal {
    private static final int MAX_ERRNO = 4095;

    private Literal() {
    }

    /** Tells whether the number in the source needs all bytes that are stored, so that no other can be among them. */
    static boolean fills(String expression, long stored, int size) {
        Long number = number(expression);
        if (number == null) {
            return size == 1;
        }
        // Behind a negative number may be another, because its upper bytes look like those of -1.
        return same(number, stored, size) && (size == 1 || number >= 0 && number >>> 8 * size / 2 != 0);
    }

    /**
     * Returns how many bytes the number in the source is stored in.
     *
     * @return {@code size} if nothing speaks against it; 0 when there are more numbers in it than the source says, and the
     *     source's can have several widths
     */
    static int width(String expression, long stored, int size) {
        Long number = number(expression);
        if (number != null) {
            // A single byte that is not the number is a piece of it, as packed structs are written.
            return size == 1 || same(number, stored, size) ? size : onlyWidth(number, stored, size);
        }
        // An expression without a number stands for a small value: an enumerator, a flag, an error.
        boolean several = size > 1 && !negative(expression, stored, size) && shortened(stored, size) >>> 4 * size != 0;
        return several ? 0 : size;
    }

    private static int onlyWidth(long number, long stored, int size) {
        int found = 0;
        for (int width = 1; width < size; width *= 2) {
            long signed = width >= 8 ? number : number << 64 - 8 * width >> 64 - 8 * width;
            boolean fits = shortened(number, width) == number || signed == number;
            if (fits && same(number, stored, width)) {
                found = found == 0 ? width : -1;
            }
        }
        return Math.max(0, found);
    }

    /** Tells whether a negative error is assigned, which nobody assigns to an unsigned member. */
    static boolean negative(String expression, long stored, int size) {
        long value = size >= 8 || size == 0 ? stored : stored << 64 - 8 * size >> 64 - 8 * size;
        return expression.startsWith("-") && value < -1 && value >= -MAX_ERRNO;
    }

    /** Returns how many bits of a member of this size are used. */
    static int bits(long stored, int size) {
        return 64 - Long.numberOfLeadingZeros(shortened(stored, size));
    }

    /**
     * Returns how many of them are certainly the member's own: the upper bytes of a negative number look like those of -1,
     * which may be its neighbour's, and what is stored in eight bytes may be two numbers of four.
     */
    static int ownBits(long stored, int size) {
        long value = size >= 8 ? stored : stored << 64 - 8 * size >> 64 - 8 * size;
        return value == -1 ? Byte.SIZE : value < 0 ? 8 * Math.min(size, value < Integer.MIN_VALUE ? 8 : 4) : bits(stored, size);
    }

    private static boolean same(long number, long stored, int size) {
        return shortened(number, size) == shortened(stored, size);
    }

    private static long shortened(long value, int size) {
        return size >= 8 ? value : value & (1L << 8 * size) - 1;
    }

    private static Long number(String expression) {
        String text = expression.replaceAll("[uUlL]+$", "");
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1).strip() : text;
        try {
            if (digits.length() == 3 && digits.startsWith("'") && digits.endsWith("'")) {
                return (long) digits.charAt(1);
            }
            if (digits.equals("true") || digits.equals("false") || digits.equals("NULL")) {
                return digits.equals("true") ? 1L : 0L;
            }
            if (digits.isEmpty() || !Character.isDigit(digits.charAt(0))) {
                return null;
            }
            long number = digits.startsWith("0x") || digits.startsWith("0X")
                    ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : digits.length() > 1 && digits.startsWith("0") ? Long.parseLong(digits, 8) : Long.parseLong(digits);
            return negative ? -number : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
