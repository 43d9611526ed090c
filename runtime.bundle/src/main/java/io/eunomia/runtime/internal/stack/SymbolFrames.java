package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.StackFrame;
import io.eunomia.runtime.internal.symbol.Frame;
import io.eunomia.runtime.internal.symbol.Symbols;

/** Takes the functions' names from the kernel and from what processes have mapped. Any thread. */
public final class SymbolFrames implements FrameNames {
    private final Symbols symbols;
    private final boolean jvmMaps;

    /** @param symbols stays the caller's */
    public SymbolFrames(Symbols symbols) {
        this(symbols, false);
    }

    private SymbolFrames(Symbols symbols, boolean jvmMaps) {
        this.symbols = symbols;
        this.jvmMaps = jvmMaps;
    }

    @Override
    public FrameNames withJvmMaps() {
        return new SymbolFrames(symbols, true);
    }

    @Override
    public StackFrame kernel(long address) {
        return shown(symbols.kernel(address), address, true);
    }

    @Override
    public StackFrame user(int pid, long address) {
        return shown(symbols.user(pid, address, jvmMaps), address, false);
    }

    private static StackFrame shown(Frame frame, long address, boolean kernel) {
        return new StackFrame(frame.name(), frame.module(), address, frame.offset(), kernel, frame.known());
    }
}
