package io.eunomia.libbpf.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Typed, ordered access to memory that the kernel changes while it is read. */
final class Positions {
    /** Eight bytes at a byte offset of a buffer; offsets must be multiples of eight. */
    static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    /** Four bytes at a byte offset of a buffer; offsets must be multiples of four. */
    static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private Positions() {
    }
}
