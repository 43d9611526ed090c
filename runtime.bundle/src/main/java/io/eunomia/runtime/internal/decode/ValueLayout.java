package io.eunomia.runtime.internal.decode;

import java.util.List;

/** Describes the value at a place of a record, wherever that knowledge came from. Sizes in bytes. */
sealed interface ValueLayout {

    int size();

    /** An integer of 1 to 16 bytes. */
    record IntegerLayout(int size, boolean signed) implements ValueLayout {
    }

    record BoolLayout(int size) implements ValueLayout {
    }

    record FloatLayout(int size) implements ValueLayout {
    }

    record EnumLayout(int size, boolean signed, List<Name> names) implements ValueLayout {
        record Name(String name, long value) {
        }
    }

    record PointerLayout(int size) implements ValueLayout {
    }

    /** An array of char: text. Size 0 for a flexible one, which reaches to the record's end. */
    record TextLayout(int size) implements ValueLayout {
    }

    /** An array of other one-byte integers: bytes. Size 0 for a flexible one. */
    record BlobLayout(int size) implements ValueLayout {
    }

    /** An array. @param count 0 for a flexible array */
    record ArrayLayout(ValueLayout element, int count) implements ValueLayout {
        @Override
        public int size() {
            return element.size() * count;
        }
    }

    /** A struct or union inside an array; everywhere else its members become fields of their own. */
    record CompositeLayout(int size, List<Slot> members) implements ValueLayout {
    }

    /** A type without a size, such as a struct that is only declared. */
    record OpaqueLayout(int size) implements ValueLayout {
    }

    /** The time at which a table was read; it takes no bytes. */
    record ReadTimeLayout() implements ValueLayout {
        @Override
        public int size() {
            return 0;
        }
    }
}
