package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.BpfSlot;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.PlaceFullException;
import io.eunomia.libbpf.SlotResult;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.internal.context.NativeContext;
import java.io.InputStream;
import java.nio.file.Path;

/** A loaded stub, its one-entry program array and its link; owns all three. */
final class AttachedSlot implements BpfSlot {
    private static final String UNFIT = "the kernel does not jump from a program of this kind to this one";

    private final NativeContext context;
    private final Stub stub;
    private final BpfLink link;
    private volatile String program;
    /** The counters at the time of closing. */
    private BpfProgram.Info last;
    private boolean closed;

    private AttachedSlot(NativeContext context, Stub stub, BpfLink link, String program) {
        this.context = context;
        this.stub = stub;
        this.link = link;
        this.program = program;
    }

    /** Attaches the stub with the first program in it. Owns {@code stub} from the call on, also when it fails. */
    static SlotResult attach(NativeContext context, Stub stub, BpfProgram first, AttachPoint point) {
        try {
            if (fits(stub, first)) {
                return new SlotResult.Attached(new AttachedSlot(context, stub, stub.attach(point), first.name()));
            }
            stub.close();
            return new SlotResult.Impossible(UNFIT);
        } catch (BpfException e) {
            stub.close();
            throw named(e, first.name());
        } catch (RuntimeException e) {
            stub.close();
            throw e;
        }
    }

    /** Takes over a slot that is attached and runs a program. Owns {@code stub} and {@code link} from now on. */
    static AttachedSlot adopted(NativeContext context, Stub stub, BpfLink link, String program) {
        return new AttachedSlot(context, stub, link, program);
    }

    /** The failure with the program's name in place of the stub's, which no caller knows. */
    private static BpfException named(BpfException failure, String program) {
        if (!failure.subject().equals(SlotTemplate.PROGRAM)) {
            return failure;
        }
        String hint = failure.hint().replace('\'' + SlotTemplate.PROGRAM + '\'', '\'' + program + '\'');
        BpfException named = named(failure, program, hint);
        named.setStackTrace(failure.getStackTrace());
        return named;
    }

    private static BpfException named(BpfException failure, String program, String hint) {
        if (failure instanceof UnsupportedFeatureException lack) {
            return new UnsupportedFeatureException(failure.operation(), program, lack.feature(), failure.errno(), hint);
        }
        return failure instanceof PlaceFullException
                ? new PlaceFullException(failure.operation(), program, failure.errno(), hint)
                : new BpfException(failure.fault(), failure.operation(), program, failure.errno(), hint);
    }

    /** Puts the program into the slot. @return false when the kernel refuses to jump to it */
    private static boolean fits(Stub stub, BpfProgram program) {
        try {
            stub.put(program.fd());
            return true;
        } catch (BpfException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public synchronized void run(BpfProgram next) {
        if (closed) {
            throw new IllegalStateException("the slot at " + link.point() + " is closed");
        }
        if (!fits(stub, next)) {
            throw new UnsupportedFeatureException("slot update", next.name(), "tail call", Errno.EINVAL, UNFIT);
        }
        program = next.name();
    }

    /**
     * Puts the stub into its own slot: it jumps to itself until the kernel takes no more jumps (MAX_TAIL_CALL_CNT, 33),
     * and returns. Emptying the slot would do as well, but the kernel waits for a grace period then
     * (bpf_arch_poke_desc_update in arch/x86/net/bpf_jit_comp.c).
     */
    @Override
    public synchronized void clear() {
        if (!closed) {
            stub.put(stub.fd());
            program = "";
        }
    }

    @Override
    public synchronized BpfProgram.Info info() {
        return last == null ? stub.info() : last;
    }

    @Override
    public String program() {
        return program;
    }

    @Override
    public AttachPoint point() {
        return link.point();
    }

    @Override
    public int fd() {
        return link.fd();
    }

    @Override
    public InputStream openIterator() {
        return link.openIterator();
    }

    @Override
    public synchronized void pin(Path folder) {
        if (closed) {
            throw new IllegalStateException("the slot at " + link.point() + " is closed");
        }
        PinnedAttachment.pin(context, stub, program, folder);
        link.pin(folder);
    }

    @Override
    public synchronized void leave() {
        end(link::leave);
    }

    @Override
    public synchronized void close() {
        end(link::close);
    }

    private void end(Runnable letGo) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            letGo.run();
            last = stub.info();
        } finally {
            stub.close();
        }
    }
}
