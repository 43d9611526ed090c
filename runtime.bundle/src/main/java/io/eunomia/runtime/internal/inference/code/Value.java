package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.Facts.Sign;
import java.util.Objects;

/**
 * Keeps what is known of a register or of a piece of stack.
 *
 * @param number the constant, or a pointer's offset in its region
 * @param region of a pointer
 * @param map whose address it is
 * @param at index of the instruction that made it, -1 when there are several
 */
record Value(Kind kind, long number, Region region, String map, Facts facts, int at) {
    static final Value UNKNOWN = new Value(Kind.UNKNOWN, 0, null, "", Facts.NONE, -1);

    enum Kind {
        UNKNOWN, NUMBER,
        POINTER,
        /** A pointer into a region, at an unknown distance from {@code number}. */
        SOMEWHERE,
        MAP,
        /** The address of a function, its index in {@code number}. */
        FUNCTION
    }

    static Value number(long number, int at) {
        int bits = number < 0 ? 64 : 64 - Long.numberOfLeadingZeros(number);
        return new Value(Kind.NUMBER, number, null, "", Facts.of(Sign.UNKNOWN, bits), at);
    }

    static Value pointer(Region region, long offset, int at) {
        return new Value(Kind.POINTER, offset, region, "", Facts.NONE, at);
    }

    static Value map(String name, int at) {
        return new Value(Kind.MAP, 0, null, name, Facts.NONE, at);
    }

    static Value function(int index, int at) {
        return new Value(Kind.FUNCTION, index, null, "", Facts.NONE, at);
    }

    static Value unknown(Facts facts, int at) {
        return new Value(Kind.UNKNOWN, 0, null, "", facts, at);
    }

    /** Takes over a value that another function made: its indexes are not this one's. */
    static Value fromElsewhere(Value value) {
        Facts known = value.facts;
        return new Value(value.kind, value.number, value.region, value.map, new Facts(known.sign(), known.bits(),
                known.halves(), known.typeId(), known.address(), known.loaded(), -1, 0, known.text()), -1);
    }

    boolean isPointer() {
        return kind == Kind.POINTER;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /**
     * Returns a pointer somewhere in the same region, at or after this place; or nothing known.
     *
     * @param added what is known of the distance
     */
    Value lost(Facts added, int instruction) {
        return region == null ? unknown(Facts.NONE, instruction) : somewhere(region, number, added, instruction);
    }

    private static Value somewhere(Region region, long from, Facts added, int instruction) {
        return new Value(Kind.SOMEWHERE, from, region, "", added, instruction);
    }

    Value plus(long more, int instruction) {
        return switch (kind) {
            case NUMBER -> number(number + more, instruction);
            case POINTER -> pointer(region, number + more, instruction);
            case SOMEWHERE -> somewhere(region, number + more, facts, instruction);
            default -> unknown(Facts.NONE, instruction);
        };
    }

    Value join(Value other) {
        if (equals(other)) {
            return this;
        }
        int made = at == other.at ? at : -1;
        if (kind == other.kind && number == other.number && Objects.equals(region, other.region)
                && map.equals(other.map)) {
            return new Value(kind, number, region, map, facts.join(other.facts), made);
        }
        // A null pointer is not written through.
        if (isNumber() && number == 0 && other.region != null) {
            return other;
        }
        if (other.isNumber() && other.number == 0 && region != null) {
            return this;
        }
        if (region != null && region.equals(other.region)) {
            boolean onwards = number <= other.number || kind == Kind.POINTER;
            // A pointer that moves backwards in a loop would have a new lowest place each time.
            return somewhere(region, onwards ? Math.min(number, other.number) : Integer.MIN_VALUE, Facts.NONE, made);
        }
        if (isPointer() && other.isPointer() && number == other.number && !framed() && !other.framed()) {
            Region either = region.or(other.region);
            return either == null ? unknown(Facts.NONE, made) : pointer(either, number, made);
        }
        return unknown(facts.join(other.facts), made);
    }

    private boolean framed() {
        return region.kind() == Region.Kind.STACK || region.kind() == Region.Kind.CONTEXT;
    }
}
