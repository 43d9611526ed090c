package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.StackFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the kernel has put down of a stack, from the innermost function on: addresses, or {@code struct bpf_stack_build_id} of
 * include/uapi/linux/bpf.h. Equal if all of it is.
 */
final class StackAddresses {
    static final int BUILD_BYTES = 32;
    /** {@code BPF_STACK_BUILD_ID_VALID} and {@code BPF_STACK_BUILD_ID_IP}. */
    private static final int IN_FILE = 1;
    private static final int ADDRESS = 2;
    private static final int ID_AT = 4;
    private static final int ID_BYTES = 20;
    private static final int OFFSET_AT = 24;

    private final byte[] bytes;
    private final boolean builds;

    private StackAddresses(byte[] bytes, boolean builds) {
        this.bytes = bytes;
        this.builds = builds;
    }

    /** Copies what the kernel has written, up to the first place that has nothing. */
    static StackAddresses of(byte[] from, int at, int length, boolean builds) {
        int step = builds ? BUILD_BYTES : Long.BYTES;
        ByteBuffer words = ByteBuffer.wrap(from).order(ByteOrder.nativeOrder());
        int end = at;
        while (end + step <= at + length && (builds ? words.getInt(end) != 0 : words.getLong(end) != 0)) {
            end += step;
        }
        return new StackAddresses(Arrays.copyOfRange(from, at, end), builds);
    }

    int bytes() {
        return bytes.length;
    }

    int frames() {
        return bytes.length / (builds ? BUILD_BYTES : Long.BYTES);
    }

    boolean inFile(int frame) {
        return builds && words().getInt(frame * BUILD_BYTES) == IN_FILE;
    }

    /** The address of a frame that has one. */
    long address(int frame) {
        return builds ? words().getInt(frame * BUILD_BYTES) == ADDRESS ? words().getLong(frame * BUILD_BYTES + OFFSET_AT) : 0
                : words().getLong(frame * Long.BYTES);
    }

    /** A frame of which the file is known by its build id, and the place in it. */
    StackFrame place(int frame) {
        int at = frame * BUILD_BYTES;
        long offset = words().getLong(at + OFFSET_AT);
        String build = "build-id:" + HexFormat.of().formatHex(bytes, at + ID_AT, at + ID_AT + ID_BYTES).replaceFirst("(00)+$", "");
        return new StackFrame(String.format("0x%x", offset), build, 0, offset, false, false);
    }

    private ByteBuffer words() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StackAddresses stack && builds == stack.builds && Arrays.equals(bytes, stack.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
