package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.Seen.Shape;
import io.eunomia.runtime.internal.inference.WriteNames.Named;
import io.eunomia.runtime.internal.inference.code.Facts.Sign;
import io.eunomia.runtime.internal.inference.code.Write;
import io.eunomia.runtime.internal.inference.source.AccessPath;
import io.eunomia.runtime.internal.inference.source.SourceInfo;
import io.eunomia.runtime.internal.inference.source.SourceLine;
import io.eunomia.runtime.internal.inference.source.SourceTypes;
import io.eunomia.runtime.internal.inference.source.Statement;
import io.eunomia.runtime.internal.inference.source.Statement.Call;
import java.util.Optional;

/** Finds the expression in the source that a helper, or one of libbpf's macros, writes to. */
final class HelperNames {
    private final SourceInfo source;
    private final SourceTypes types;

    HelperNames(SourceInfo source, SourceTypes types) {
        this.source = source;
        this.types = types;
    }

    /** Names a helper's write. libbpf's {@code …READ_INTO} reads {@code sizeof(*destination)}, of an array one element. */
    Optional<Named> name(Write write, SourceLine line) {
        Statement statement = new Statement(line);
        Optional<Call> call = statement.call();
        Optional<AccessPath> path = call.flatMap(one -> destination(one, write.argument()));
        if (path.isPresent() && path.get().member()) {
            boolean sized = call.get().arguments().stream().anyMatch(one -> one.contains("sizeof"))
                    || call.get().name().endsWith("_comm") || call.get().name().endsWith("_INTO");
            boolean element = call.get().name().endsWith("READ_INTO") && !path.get().addressed() && !path.get().indexed();
            return element ? Optional.of(new Named(write, path.get().element(0), Shape.BYTES, line, write.value()))
                    : Optional.of(copied(write, path.get(), line, sized, call.get())).filter(one -> bounded(one, call.get()));
        }
        if (call.isPresent() && givesValue(call.get().name())) {
            Optional<AccessPath> receiver = statement.receiver()
                    .or(() -> statement.designated().map(WriteNames::ofRecord)).filter(AccessPath::member);
            if (receiver.isPresent()) {
                return Optional.of(new Named(write, receiver.get(), Shape.SCALAR, line, write.value()));
            }
        }
        int pointer = write.valueAt().at();
        SourceLine own = source.line(write.valueAt().section(), pointer);
        boolean told = pointer >= 0 && own.at() >= pointer - 1;
        return told ? new Statement(own).around().map(around -> new Statement(own).receives(around)
                ? new Named(write, around, Shape.SCALAR, line, write.value()) : copied(write, around, line, true, null)) : Optional.empty();
    }

    /**
     * Tells whether so many bytes are those of one member, because bytes written to the address of a member may reach
     * beyond it. The size is the member's own if the source says so, or if one value of that size is copied.
     */
    private boolean bounded(Named one, Call call) {
        Write write = one.write();
        boolean address = one.path().addressed() || one.path().indexed();
        boolean value = types.scalar(write.value().typeId(), write.size());
        boolean kind = write.kind() == Write.Kind.TEXT || !write.struct().isEmpty() || write.argument() >= 0
                && write.value().typeId() == 0 && write.value().sign() != Sign.UNKNOWN;
        return !address || write.size() <= 1 || kind || value || call.name().endsWith("_INTO")
                || call.sizes(one.path()) || call.sizesSource();
    }

    /** Names a copy. @param sized whether the source says that all of the destination is written */
    private static Named copied(Write write, AccessPath path, SourceLine line, boolean sized, Call call) {
        boolean array = !path.addressed() && !path.indexed();
        boolean row = path.indexed() && write.size() > 1 && (!path.addressed() || call != null && call.sizes(path));
        Shape shape = row ? Shape.ROW : !array ? Shape.BYTES : sized ? Shape.ARRAY : Shape.BEGINNING;
        return new Named(write, path, shape, line, write.value(), sizes(call, path));
    }

    static boolean sizes(Call call, AccessPath path) {
        return call == null || call.sizes(path) || call.sizesSource() || call.name().endsWith("_INTO");
    }

    /** Returns the argument that a helper or one of libbpf's macros writes to. */
    private static Optional<AccessPath> destination(Call call, int argument) {
        String name = call.name();
        if (name.startsWith("bpf_")) {
            return Statement.path(call.argument(argument));
        }
        boolean first = name.startsWith("BPF_") && (name.endsWith("_INTO") || name.endsWith("SNPRINTF"));
        return first ? Statement.path(call.argument(0)) : Optional.empty();
    }

    /**
     * Tells whether a macro such as {@code BPF_CORE_READ} (bpf_core_read.h) reads into its own variable and gives its
     * value.
     */
    private static boolean givesValue(String macro) {
        return macro.startsWith("BPF_") && macro.contains("READ") && !macro.contains("INTO");
    }
}
