package io.eunomia.runtime.internal.inference;

import io.eunomia.runtime.internal.inference.Seen.Shape;
import io.eunomia.runtime.internal.inference.code.Facts;
import io.eunomia.runtime.internal.inference.code.Facts.Sign;
import io.eunomia.runtime.internal.inference.code.Region;
import io.eunomia.runtime.internal.inference.code.Region.Place;
import io.eunomia.runtime.internal.inference.code.Write;
import io.eunomia.runtime.internal.inference.source.AccessPath;
import io.eunomia.runtime.internal.inference.source.SourceInfo;
import io.eunomia.runtime.internal.inference.source.SourceLine;
import io.eunomia.runtime.internal.inference.source.SourceTypes;
import io.eunomia.runtime.internal.inference.source.Statement;
import io.eunomia.runtime.internal.inference.source.Statement.Call;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds the expression in the source that a write belongs to. BTF gives an instruction without a place in the source that
 * of the instruction before, so a write that does not fit the expression at the column gets no name.
 */
final class WriteNames {
    private static final Set<String> COPIES = Set.of("__builtin_memcpy", "memcpy", "__builtin_memmove", "memmove");
    /**
     * Opcodes that only make a value fit: moves, shifts and masks, with registers and constants, of 32 and 64 bits. OR is
     * not among them, because bits that are put together make a bit-field.
     */
    private static final Set<Integer> FITTING = Set.of(0xb4, 0xb7, 0xbc, 0xbf, 0x54, 0x57, 0x64, 0x67, 0x74, 0x77, 0xc4,
            0xc7);
    private static final int FRAME_POINTER = 10;
    /** Recognises {@code .common.op = 7}, up to its last name. */
    private static final Pattern DESIGNATED = Pattern.compile("(?:^|[{,])\\s*\\.(?:[A-Za-z_]\\w*\\.?)*$");
    private static final Pattern SHIFTED = Pattern.compile(".*>>\\s*(\\d{1,2})");
    private static final Pattern LOWER_HALF = Pattern.compile(
            "\\((?:__)?u32\\).*|\\(uint32_t\\).*|\\(unsigned int\\).*|.*& ?0x[fF]{8}U?L?L?");
    private static final Pattern ENTRY = Pattern.compile("(?:tp|tracepoint)/syscalls/sys_enter_.*");
    private static final Pattern EXIT = Pattern.compile("(?:tp|tracepoint)/(?:syscalls/sys_exit_.*|raw_syscalls/sys_exit)");
    /** The offset of the result in these tracepoints (events/syscalls/sys_exit_read/format in tracefs). */
    private static final int RESULT = 16;
    private static final Set<String> FOLDERS = Set.of("dfd", "dirfd", "olddfd", "newdfd", "olddirfd", "newdirfd");
    private static final Set<String> IDS = Set.of("pid", "tgid", "tid", "ppid", "uid", "gid");

    private final SourceInfo source;
    private final HelperNames helpers;
    private final ByteBuffer code;

    /**
     * A write and the path it goes to.
     *
     * @param group writes of one expression have the same group, and together make up one value
     * @param bounded whether it ends where the member ends, and not where a number says that stands in the source
     */
    record Named(Write write, AccessPath path, Shape shape, SourceLine group, Facts facts, boolean bounded) {
        Named(Write write, AccessPath path, Shape shape, SourceLine group, Facts facts) {
            this(write, path, shape, group, facts, true);
        }

        Named inside(AccessPath rest) {
            return new Named(write, rest, shape, group, facts, bounded);
        }
    }

    /** @param code of the section that the writes are in */
    WriteNames(SourceInfo source, SourceTypes types, ByteBuffer code) {
        this.source = source;
        this.helpers = new HelperNames(source, types);
        this.code = code;
    }

    Optional<Named> name(Write write) {
        SourceLine line = source.line(write.at().section(), write.at().at());
        Optional<Named> named = write.kind() == Write.Kind.STORE ? stored(write, line) : helpers.name(write, line);
        return named.filter(one -> one.path().member());
    }

    private Optional<Named> stored(Write write, SourceLine line) {
        Statement statement = new Statement(line);
        Optional<AccessPath> assigned = statement.assigned();
        if (assigned.isPresent()) {
            return !statement.plain() || belongs(write, line) ? Optional.of(assigned(write, line, statement, assigned.get()))
                    : Optional.empty();
        }
        Optional<Call> call = statement.call();
        if (call.isPresent() && COPIES.contains(call.get().name())) {
            // A constant is no copy, so it belongs to a statement that has no place in the source.
            return write.constant() != null ? Optional.empty() : Statement.path(call.get().argument(0))
                    .filter(path -> !path.addressed() && !path.indexed() || call.get().sizes(path)
                            || call.get().sizesSource())
                    .map(path -> new Named(write, path, path.addressed() || path.indexed() ? Shape.BYTES : Shape.ARRAY,
                            line, write.value(), HelperNames.sizes(call.get(), path)));
        }
        Optional<Named> assembled = assembled(write, statement);
        if (assembled.isPresent()) {
            return assembled;
        }
        if (write.value().loaded() != null || write.value().origin() >= 0) {
            Optional<AccessPath> copied = statement.copied();
            if (copied.isPresent() && write.constant() == null
                    && source.line(write.valueAt().section(), write.valueAt().at()).same(line)) {
                return Optional.of(new Named(write, copied.get(), Shape.STRUCT, line, write.value()));
            }
        }
        return designated(write, line);
    }

    /**
     * Names the stores of {@code e->key = key}, where the members of a variable were set before, {@code key.port = …}: the
     * compiler keeps its members apart and stores each, with the value that it was made of.
     */
    private Optional<Named> assembled(Write write, Statement statement) {
        Optional<String> variable = write.constant() != null || write.valueAt().at() < 0 ? Optional.empty()
                : statement.assignedVariable();
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        int origin = write.value().shift() == 0 ? write.value().origin() : -1;
        return IntStream.of(write.valueAt().at(), origin).filter(at -> at >= 0)
                .mapToObj(at -> source.line(write.valueAt().section(), at)).flatMap(made -> member(variable.get(), made).flatMap(
                        member -> statement.copied().map(whole -> new Named(write, whole.with(member.members()), Shape.SCALAR, made,
                        write.value()))).stream()).findFirst();
    }

    /** Returns the member of a variable to which a line assigns. */
    private static Optional<AccessPath> member(String variable, SourceLine line) {
        Statement making = new Statement(line);
        return making.receiver().or(making::assigned).filter(path -> path.member() && !path.indexed()
                && path.variable().equals(variable));
    }

    private Named assigned(Write write, SourceLine line, Statement statement, AccessPath path) {
        if (write.constant() == null) {
            Write part = part(write, statement.assignedValue(), path);
            boolean signed = folder(part, path) || result(part);
            return new Named(part, path, Shape.SCALAR, line, signed ? part.value().withSign(Sign.SIGNED) : part.value());
        }
        int width = Literal.width(statement.assignedValue(), write.constant(), write.size());
        boolean certain = width < write.size()
                || Literal.fills(statement.assignedValue(), write.constant(), write.size());
        Shape shape = certain ? Shape.SCALAR : Shape.AT_MOST;
        Sign sign = Literal.negative(statement.assignedValue(), write.constant(), width) ? Sign.SIGNED : Sign.UNKNOWN;
        return new Named(write.narrowed(width), path, shape, line, Facts.of(sign, certain
                ? Literal.bits(write.constant(), width) : Literal.ownBits(write.constant(), width)));
    }

    /** Tells whether it is a folder's descriptor given to a system call: 4 of an argument's 8 bytes, an int there. */
    private static boolean folder(Write write, AccessPath path) {
        Place from = write.value().loaded();
        return write.size() == 4 && from != null && from.region().kind() == Region.Kind.CONTEXT
                && ENTRY.matcher(from.region().name()).matches() && write.value().bits() > 32
                && FOLDERS.contains(path.members().get(path.members().size() - 1));
    }

    /** Tells whether it is the result of a system call, which is 0 or more or a negative error in whatever type it is kept. */
    private static boolean result(Write write) {
        Place from = write.value().loaded();
        return write.size() >= 4 && from != null && from.region().kind() == Region.Kind.CONTEXT
                && from.offset() == RESULT && EXIT.matcher(from.region().name()).matches() && write.value().shift() == 0;
    }

    /**
     * Narrows a store of both halves of a number: compilers store them at once if they are assigned to neighbours,
     * {@code id} and {@code id >> 32}, under the place of either.
     */
    private static Write part(Write write, String expression, AccessPath path) {
        Matcher shifted = SHIFTED.matcher(expression);
        int missing = shifted.matches() && write.value().origin() >= 0
                ? Integer.parseInt(shifted.group(1)) - write.value().shift() : 0;
        if (missing > 0 && missing % 8 == 0 && missing < 8 * write.size()) {
            return write.part(missing / 8);
        }
        boolean half = write.size() == 8 && write.value().halves() > 0 && write.value().shift() == 0
                && (IDS.contains(path.members().get(path.members().size() - 1)) || LOWER_HALF.matcher(expression).matches());
        return half ? write.narrowed(4) : write;
    }

    /**
     * Tells whether a store is that of the assignment whose place in the source it has: it is the first instruction there,
     * or all instructions before it only make the value fit.
     */
    private boolean belongs(Write write, SourceLine line) {
        for (int at = line.at(); at < write.at().at(); at++) {
            int opcode = code.get(8 * at) & 0xff;
            boolean store = (opcode & 7) == 2 || (opcode & 7) == 3;
            boolean reload = (opcode & 7) == 1 && (code.get(8 * at + 1) & 0xff) >> 4 == FRAME_POINTER;
            if (!store && !reload && !FITTING.contains(opcode)) {
                return false;
            }
        }
        return true;
    }

    /** Names {@code .pid = …} of an initializer: its store has the place of the brace, its value that of the expression. */
    private Optional<Named> designated(Write write, SourceLine line) {
        int column = line.column() - 1;
        boolean brace = column >= 0 && column < line.text().length() && line.text().charAt(column) == '{';
        // The store may also have the place of another member, whose constant was stored together with others.
        boolean other = new Statement(line).around().isEmpty() && DESIGNATED.matcher(line.text()).region(0, Math.max(0, Math.min(
                column, line.text().length()))).find();
        if (!brace && !other || write.constant() != null || write.valueAt().at() < 0) {
            return Optional.empty();
        }
        SourceLine value = source.line(write.valueAt().section(), write.valueAt().at());
        return new Statement(value).designated().map(name -> new Named(write, ofRecord(name), Shape.SCALAR, value,
                write.value()));
    }

    /** Returns the path of a member that a designator names, which counts from the record. */
    static AccessPath ofRecord(String designator) {
        return new AccessPath("", List.of(designator.split("\\.")), AccessPath.NONE, false, 0);
    }
}
