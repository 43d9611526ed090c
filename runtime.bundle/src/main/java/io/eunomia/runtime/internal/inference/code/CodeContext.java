package io.eunomia.runtime.internal.inference.code;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Gives access to a section of code and to what its instructions refer to outside themselves. */
public interface CodeContext {

    /** The target of a 64-bit load of an address, or of a call. */
    sealed interface Reference {
    }

    record MapReference(String name) implements Reference {
    }

    /** @param section the name of the section of data @param offset in it, in bytes */
    record DataReference(String section, long offset) implements Reference {
    }

    /** @param context the section of code that the function is in @param at index of its first instruction */
    record FunctionReference(CodeContext context, int at) implements Reference {
    }

    String section();

    /** The instructions, little-endian. */
    ByteBuffer code();

    /** Returns what the loader will put into the instruction at this index. */
    Optional<Reference> reference(int at);

    /** Returns what a CO-RE relocation says of the member whose offset the instruction carries; empty without one. */
    Optional<Facts> member(int at);

    /** Returns the same for a load of this many bytes: of an array, an element is meant. */
    Optional<Facts> loaded(int at, int size);

    /** Returns what a value of this type is like. */
    Facts typed(int typeId);

    /** Returns what is known of the type at a place whose region's type is known: context, global variables, map values. */
    Facts typeAt(Region region, int offset, int size);

    /** Returns the end of the function that starts here. @return an index, not above the number of instructions */
    int functionEnd(int start);

    /** Returns the size of a map's values, 0 when not known. */
    int valueSize(String map);
}
