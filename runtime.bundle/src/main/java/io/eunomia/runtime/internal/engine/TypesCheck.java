package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.TrackerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Checks kernel types that somebody sends, before anything is done with them. */
public final class TypesCheck {
    private static final Path SHOWN = Path.of("/sys/kernel/btf/vmlinux");
    private static final String WRONG = ": what programs read from the kernel's structs may be wrong";

    private TypesCheck() {
    }

    /**
     * Returns the same types, checked as a whole, without what else was in their file.
     *
     * @throws TrackerException of kind {@link FailureKind#BAD_REQUEST} when they are none
     */
    public static GivenTypes checked(GivenTypes given) {
        try {
            KernelTypes types = KernelTypes.of(given.name(), given.content()).named();
            types.parse();
            return GivenTypes.of(types.name(), types.section());
        } catch (BpfException e) {
            throw wrong(e);
        }
    }

    /** Reads the types. @throws TrackerException also when they are not where they are kept */
    static KernelTypes read(GivenTypes given) {
        try {
            return KernelTypes.of(given.name(), given.content());
        } catch (BpfException e) {
            throw wrong(e);
        }
    }

    /** Says why the types may not be the running kernel's: then the fields of its structs may lie elsewhere. */
    static List<String> doubts(KernelTypes types, String running) {
        if (!types.mayBeOf(running)) {
            return List.of("the kernel types " + types.name() + " are of another kernel than this one, Linux " + running
                    + WRONG);
        }
        return differ(types) ? List.of("the kernel types " + types.name() + " are not those that this kernel shows in " + SHOWN
                + WRONG) : List.of();
    }

    private static boolean differ(KernelTypes types) {
        try {
            return Files.isReadable(SHOWN) && !Arrays.equals(Files.readAllBytes(SHOWN), types.section());
        } catch (IOException e) {
            return false;
        }
    }

    private static TrackerException wrong(BpfException e) {
        return new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/btf", e.getMessage(), ""), e);
    }
}
