package io.eunomia.runtime.internal.printk;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.BpfProgram.Code;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.decode.SchemaFactory;
import io.eunomia.runtime.internal.decode.SystemNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps what the programs of one tracker print, by a program of ours at the kernel's tracepoint bpf_trace_printk (see
 * {@code printk.bpf.c}). Owns its object and its link. It is attached before those programs are, so nothing is missed.
 */
public final class PrintkObserver implements AutoCloseable {
    /** The name of its map, and of the stream. */
    public static final String NAME = "printk";
    private static final String PROGRAM = "on_printk";
    private static final Pattern HELPERS = Pattern.compile("(____)?bpf_trace_v?printk(\\..*)?");
    /** The lengths of the arrays in printk.bpf.c. */
    private static final int MOST_HELPERS = 8;
    private static final int MOST_FUNCTIONS = 256;

    private final BpfObject object;
    private final BpfLink link;

    private PrintkObserver(BpfObject object, BpfLink link) {
        this.object = object;
        this.link = link;
    }

    /** Returns the schema of printed lines. @param stream the name of the stream */
    public static CompiledSchema schema(Libbpf libbpf, KernelClock clock, String stream) {
        try (BpfObjectFile file = open(libbpf)) {
            return SchemaFactory.of(file, clock, SystemNames.NONE).events(NAME, Optional.of(new EventSpec(NAME, stream, "", List.of())));
        }
    }

    /**
     * Attaches the program.
     *
     * @param programs of the tracker, loaded and not attached
     * @throws TrackerException when this kernel does not tell who prints
     */
    public static PrintkObserver attach(Libbpf libbpf, List<BpfProgram> programs) {
        List<Code> functions = programs.stream().flatMap(program -> program.code().stream()).toList();
        List<Code> helpers = helpers();
        if (functions.isEmpty() || helpers.isEmpty() || functions.size() > MOST_FUNCTIONS || helpers.size() > MOST_HELPERS) {
            throw untold(functions.isEmpty() || helpers.isEmpty()
                    ? "the kernel does not show where its functions and compiled programs lie"
                    : "the object has " + functions.size() + " functions, more than " + MOST_FUNCTIONS, null);
        }
        BpfObject object = null;
        try (BpfObjectFile file = open(libbpf)) {
            file.setGlobal("eunomia_helpers", bytes(helpers, MOST_HELPERS));
            file.setGlobal("eunomia_functions", bytes(functions, MOST_FUNCTIONS));
            file.setGlobal("eunomia_function_count", functions.size());
            object = file.load();
            return new PrintkObserver(object, object.program(PROGRAM).attach(AttachPoint.bySection()));
        } catch (BpfException e) {
            if (object != null) {
                object.close();
            }
            throw untold(e.getMessage(), e);
        }
    }

    private static List<Code> helpers() {
        try {
            return KernelFunctions.named(HELPERS);
        } catch (IOException e) {
            throw untold("the kernel's symbols cannot be read: " + e.getMessage(), e);
        }
    }

    private static TrackerException untold(String why, Exception cause) {
        return new TrackerException(Failure.of(FailureKind.UNSUPPORTED, why, "cat /sys/kernel/tracing/trace_pipe shows"
                + " what all programs of this machine print; telling whose it is needs Linux 5.9, the kernel's compiler"
                + " for BPF, and its addresses (kernel.kptr_restrict, CAP_SYSLOG)"), cause);
    }

    private static BpfObjectFile open(Libbpf libbpf) {
        try (InputStream in = PrintkObserver.class.getResourceAsStream("/bpf/printk.bpf.o")) {
            if (in == null) {
                throw new IllegalStateException("the bundle was built without bpf/printk.bpf.o");
            }
            return libbpf.open("eunomia_printk", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(List<Code> code, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length * 2 * Long.BYTES).order(ByteOrder.nativeOrder());
        code.forEach(one -> bytes.putLong(one.start()).putLong(one.end()));
        return bytes.array();
    }

    /** Returns its object, with the map {@value #NAME}. */
    public BpfObject object() {
        return object;
    }

    /**
     * Counts texts, by any program, that came while one was being looked at on the same CPU; some may have been this
     * tracker's.
     */
    public long missed() {
        return object.program(PROGRAM).info().recursionMisses();
    }

    /** Detaches; called when the tracker's programs no longer run. */
    @Override
    public void close() {
        try {
            link.close();
        } finally {
            object.close();
        }
    }
}
