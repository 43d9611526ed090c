package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.VerifierRejectedException;
import io.eunomia.libbpf.internal.context.OpenFiles;
import io.eunomia.libbpf.internal.context.Permissions;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.link.AttachKinds;
import io.eunomia.libbpf.internal.link.FeatureLack;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Works out why a load failed, from libbpf's messages, the verifier's log and the kernel. The texts are those of
 * libbpf 1.0 to 1.7; for a message that matches none of them the exception has libbpf's own words.
 */
final class LoadFailure {
    private static final Pattern PROGRAM = Pattern.compile("prog '([^']+)': BPF program load failed");
    private static final Pattern MAP = Pattern.compile("map '([^']+)': failed to create");
    private static final Pattern TARGET = Pattern.compile("prog '([^']+)': failed to find (?:kernel|an attach) BTF");
    private static final Pattern NO_BTF = Pattern.compile("(failed to find valid kernel BTF|kernel BTF is missing)");
    private static final Pattern NO_TYPE = Pattern.compile("prog '([^']+)': missing BPF prog type");

    /** Appended to a log without a verdict: before 6.4, bpf_verifier_vlog of kernel/bpf/verifier.c stops when the log is full. */
    private static final String LOG_FULL = "the program takes the verifier too long: its log outgrew 16 MiB before it came to"
            + " the reason, and kernels before Linux 6.4 keep only the beginning";

    private static final String INTERRUPTED = "signals to the loading thread interrupted the verifier each time it was tried:"
            + " try again, without whatever sends them (a profiler, a debugger)";

    private final OpenObject object;
    private final int errno;
    private final String messages;
    private final Function<OpenProgram, String> log;

    /** @param log gives the verifier's log of a refused program */
    LoadFailure(OpenObject object, int errno, String messages, Function<OpenProgram, String> log) {
        this.object = object;
        this.errno = errno;
        this.messages = messages;
        this.log = log;
    }

    BpfException explain() {
        Optional<OpenProgram> program = MessageLines.find(PROGRAM, messages).flatMap(this::program);
        if (errno == Errno.EAGAIN) {
            // The program may be one of libbpf's own, loaded to try the kernel: then no program of the object is named.
            return new BpfException(Fault.LIMIT, program.isPresent() ? "program load" : "object load",
                    program.map(OpenProgram::name).orElse(object.name()), errno, INTERRUPTED);
        }
        if (program.isPresent()) {
            return refused(program.get());
        }
        Optional<OpenMap> map = MessageLines.find(MAP, messages).flatMap(this::map);
        if (map.isPresent()) {
            return notCreated(map.get());
        }
        if (MessageLines.find(NO_BTF, messages).isPresent()) {
            return new UnsupportedFeatureException("object load", object.name(), "btf", errno, "the kernel shows no"
                    + " BTF in /sys/kernel/btf/vmlinux (CONFIG_DEBUG_INFO_BTF), which this object needs: --btf FILE gives"
                    + " types for CO-RE relocations; programs that are attached by types (tp_btf, fentry, fexit, lsm,"
                    + " iter, struct_ops) and typed kernel symbols need the kernel's own");
        }
        Optional<OpenProgram> untyped = MessageLines.find(NO_TYPE, messages).flatMap(this::program);
        if (untyped.isPresent()) {
            return NewerLibbpf.than(bpf()).unknownSection(untyped.get().name(), untyped.get().section());
        }
        Optional<String> target = MessageLines.find(TARGET, messages);
        if (target.isPresent()) {
            return new BpfException(Fault.TARGET, "program load", target.get(), errno, "the running kernel's BTF has no such attach"
                    + " target; libbpf: " + said(TARGET));
        }
        Optional<BpfException> external = ExternalLack.of(object.name(), errno, messages);
        return external.orElseGet(() -> new BpfException(ObjectFault.of(errno), "object load", object.name(), errno,
                OpenFiles.hint(errno).isEmpty() ? MessageLines.firstLine(messages) : OpenFiles.hint(errno)));
    }

    private BpfException refused(OpenProgram program) {
        String text = log.apply(program);
        if (!text.isBlank() && errno != Errno.EPERM) {
            return new VerifierRejectedException(program.name(), verdict(text), withVerdict(text));
        }
        String kind = AttachKinds.ofSection(program.section());
        if (errno == Errno.EPERM || errno == Errno.EACCES) {
            boolean policy = Permissions.mayUseBpf() && FeatureLack.known(kind);
            return policy ? new UnsupportedFeatureException("program load", program.name(), kind, errno,
                    FeatureLack.reason(kind)) : new BpfException("program load", program.name(), errno,
                    Permissions.denial());
        }
        if (bpf().libbpf_probe_bpf_prog_type(program.type().number(), 0) == 0) {
            return lacking(program.name(), program.type());
        }
        return new BpfException(ObjectFault.of(errno), "program load", program.name(), errno, OpenFiles.hint(errno).isEmpty()
                ? MessageLines.firstLine(messages) : OpenFiles.hint(errno));
    }

    /** The real errno: the kernel hides it behind ENOSPC when the log did not fit. */
    private int verdict(String text) {
        return errno == Errno.ENOSPC && text.contains("BPF program is too large") ? Errno.E2BIG : errno;
    }

    private String withVerdict(String text) {
        return errno == Errno.ENOSPC && !text.contains("\nprocessed ") ? text + '\n' + LOG_FULL + '\n' : text;
    }

    private UnsupportedFeatureException lacking(String program, ProgramType type) {
        String feature = type.name().toLowerCase(Locale.ROOT);
        return new UnsupportedFeatureException("program load", program, feature, errno,
                "this kernel has no programs of type " + feature);
    }

    private BpfException notCreated(OpenMap map) {
        int known = errno == Errno.EINVAL ? bpf().libbpf_probe_bpf_map_type(map.type().number(), 0) : 1;
        if (known <= 0) {
            String feature = map.type().name().toLowerCase(Locale.ROOT);
            return new UnsupportedFeatureException("map create", map.name(), feature, errno, "this kernel has no maps of"
                    + " type " + feature + (known == 0 ? "" : ", or none with these flags and sizes"));
        }
        return new BpfException(ObjectFault.of(errno), "map create", map.name(), errno, new MapHint(map).of(errno));
    }

    private String said(Pattern pattern) {
        return messages.lines().filter(line -> pattern.matcher(line).find()).map(MessageLines::withoutPrefix)
                .findFirst().orElse("");
    }

    private LibBpf bpf() {
        return object.context().bpf();
    }

    private Optional<OpenProgram> program(String name) {
        return object.openPrograms().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private Optional<OpenMap> map(String nativeName) {
        return object.openMaps().stream().filter(one -> one.nativeName().equals(nativeName)).findFirst();
    }
}
