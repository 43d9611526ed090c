package io.eunomia.runtime.internal.inference.code;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A section of code and what its instructions refer to outside themselves. */
public interface CodeContext {

    /** What a 64-bit load of an address loads, or what a call calls. */
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

    /** What the loader will put into the instruction at this index. */
    Optional<Reference> reference(int at);

    /** What a CO-RE relocation says of the member whose offset the instruction carries; empty without one. */
    Optional<Facts> member(int at);

    /** The same for a load of this many bytes: of an array, an element is meant. */
    Optional<Facts> loaded(int at, int size);

    /** What a value of this type is like. */
    Facts typed(int typeId);

    /** What is known of the type at a place whose region's type is known: context, global variables, map values. */
    Facts typeAt(Region region, int offset, int size);

    /** The end of the function that starts here. @return an index, not above the number of instructions */
    int functionEnd(int start);

    /** The size of a map's values, 0 when not known. */
    int valueSize(String map);
}
