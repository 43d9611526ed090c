package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Region.Place;
import java.util.Objects;

/**
 * Keeps what is known of a value apart from the value itself.
 *
 * @param sign of its C type
 * @param bits as an unsigned number it is below 2 to the power of this, 64 when nothing is known
 * @param typeId BTF id of its type, 0 when not known
 * @param address whether it is the address of something of that type rather than of that type itself
 * @param loaded where in memory it was read, or null
 * @param halves below 2 to the power of this are the upper and the lower 32 bits each, 0 when that is not known
 * @param origin index of the instruction that gave it before it was shifted, -1 for none
 * @param shift by how many bits it was shifted right since
 * @param text whether it is part of a string that a helper wrote
 */
public record Facts(Sign sign, int bits, int halves, int typeId, boolean address, Place loaded, int origin, int shift,
        boolean text) {
    public static final Facts NONE = new Facts(Sign.UNKNOWN, 64, 0, 0, false, null, -1, 0, false);

    /** The sign of an integer's C type. */
    public enum Sign {
        UNKNOWN, SIGNED, UNSIGNED;

        Sign or(Sign other) {
            return this == other ? this : UNKNOWN;
        }
    }

    public static Facts of(Sign sign, int bits) {
        return new Facts(sign, bits, 0, 0, false, null, -1, 0, false);
    }

    public static Facts ofType(Sign sign, int bits, int typeId) {
        return new Facts(sign, bits, 0, typeId, false, null, -1, 0, false);
    }

    static Facts addressOf(int typeId) {
        return new Facts(Sign.UNKNOWN, 64, 0, typeId, true, null, -1, 0, false);
    }

    /** Returns the facts of a 64-bit number that holds an id in each half. */
    static Facts ofHalves(int bits) {
        return new Facts(Sign.UNKNOWN, 64, bits, 0, false, null, -1, 0, false);
    }

    public Facts withSign(Sign other) {
        return new Facts(other, bits, halves, typeId, address, loaded, origin, shift, text);
    }

    Facts withBits(int fewer) {
        return new Facts(sign, Math.min(bits, fewer), halves, typeId, address, loaded, origin, shift, text);
    }

    Facts from(Place place) {
        return new Facts(sign, bits, halves, typeId, address, place, origin, shift, text);
    }

    /** Returns the facts of its lower bits, which are no longer of its type. */
    Facts masked(Sign other, int fewer) {
        return new Facts(other, fewer, 0, 0, false, loaded, origin, shift, text);
    }

    Facts originAt(int instruction) {
        return origin >= 0 ? this : new Facts(sign, bits, halves, typeId, address, loaded, instruction, 0, text);
    }

    /** Returns the facts of its lowest bytes. */
    public Facts truncated(int width) {
        return width == 4 && halves > 0 && shift == 0 ? withBits(halves) : withBits(8 * width);
    }

    /** Returns the facts of the number shifted right, by less than its width, which is no longer of its type. */
    Facts shiftedRight(int count) {
        int left = count == 32 && halves > 0 && shift == 0 ? halves : Math.max(0, bits - count);
        return new Facts(sign, left, 0, 0, false, loaded, origin, shift + count, text);
    }

    /**
     * Returns the facts after sign extension: any number of 64 bits, if the sign bit may be set. C does so for unsigned
     * targets too.
     */
    Facts signExtended() {
        return new Facts(sign, 64, 0, typeId, address, loaded, origin, shift, text);
    }

    /** Returns the facts of the lower half moved to the upper, which compilers do before they extend it. */
    Facts raised() {
        Facts half = truncated(4);
        return new Facts(half.sign, half.bits, 0, half.typeId, half.address, loaded, origin, shift - 32, text);
    }

    /** Returns the facts of the lower half again, as a whole number. */
    Facts lowered(boolean signExtended) {
        return new Facts(sign, signExtended && bits >= 32 ? 64 : bits, 0, typeId, address, loaded, origin,
                shift + 32, text);
    }

    public Facts textual() {
        return new Facts(sign, bits, halves, typeId, address, loaded, origin, shift, true);
    }

    public Facts join(Facts other) {
        if (equals(other)) {
            return this;
        }
        boolean typed = typeId == other.typeId && address == other.address;
        boolean traced = origin == other.origin && shift == other.shift;
        return new Facts(sign.or(other.sign), widened(Math.max(bits, other.bits)),
                halves == other.halves ? halves : 0, typed ? typeId : 0, typed && address, Objects.equals(loaded, other.loaded) ? loaded : null, traced ? origin : -1,
                traced ? shift : 0, text && other.text);
    }

    /** Rounds up in few steps, so that following a loop that counts comes to an end. */
    private static int widened(int bits) {
        for (int step : new int[] {1, 8, 16, 31, 32, 63}) {
            if (bits <= step) {
                return step;
            }
        }
        return 64;
    }

    /** Tells whether a value of this width reads the same as a signed and as an unsigned number. */
    public boolean signless(int width) {
        return bits < 8 * width;
    }
}
