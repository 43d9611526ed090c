package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.pin.Pin;
import io.eunomia.libbpf.internal.pin.PinnedLink;
import java.nio.file.Path;

/**
 * An attachment in a folder of a BPF file system: the link, and beside it the slot and its stub if the program runs by a
 * slot.
 */
public final class PinnedAttachment {
    private static final String SLOT = "slot";
    private static final String STUB = "stub";

    private PinnedAttachment() {
    }

    /** Pins what a link does not pin of a slot. The link is pinned last: a folder with a link is whole. */
    static void pin(NativeContext context, Stub stub, String program, Path folder) {
        Pin pin = new Pin(context);
        pin.make(stub.mapFd(), folder.resolve(SLOT), "the slot of program \"" + program + '"');
        pin.make(stub.fd(), folder.resolve(STUB), "the stub of program \"" + program + '"');
    }

    /** Does the work of {@link io.eunomia.libbpf.Libbpf#adopt}. */
    public static BpfLink open(NativeContext context, Path folder, String program, AttachPoint point) {
        BpfLink link = PinnedLink.open(context, folder, program, point);
        try {
            Pin pin = new Pin(context);
            int slot = pin.openIfThere(folder.resolve(SLOT));
            return slot < 0 ? link : AttachedSlot.adopted(context, OwnedStub.attached(context,
                    stub(context, pin, folder, slot), slot), link, program);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private static int stub(NativeContext context, Pin pin, Path folder, int slot) {
        try {
            return pin.open(folder.resolve(STUB));
        } catch (BpfException e) {
            context.c().close(slot);
            throw e;
        }
    }
}
