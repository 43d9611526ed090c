package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.VerifierRejectedException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Works out why a load failed, from libbpf's messages, the verifier's log and the kernel. The texts are those of
 * libbpf 1.0 to 1.5; what they no longer match is told in libbpf's own words.
 */
final class LoadFailure {
    private static final Pattern PROGRAM = Pattern.compile("prog '([^']+)': BPF program load failed");
    private static final Pattern MAP = Pattern.compile("map '([^']+)': failed to create");
    private static final Pattern TARGET = Pattern.compile("prog '([^']+)': failed to find kernel BTF type ID of");

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
        if (program.isPresent()) {
            return program(program.get());
        }
        Optional<OpenMap> map = MessageLines.find(MAP, messages).flatMap(this::map);
        if (map.isPresent()) {
            return new BpfException("map create", map.get().name(), errno, new MapHint(map.get()).of(errno));
        }
        Optional<String> target = MessageLines.find(TARGET, messages);
        if (target.isPresent()) {
            return new BpfException("program load", target.get(), errno, "the running kernel's BTF has no such target: "
                    + MessageLines.firstLine(messages));
        }
        return new BpfException("object load", object.name(), errno, MessageLines.firstLine(messages));
    }

    private BpfException program(OpenProgram program) {
        String text = log.apply(program);
        if (!text.isBlank()) {
            return new VerifierRejectedException(program.name(), errno, text.lines().reduce((a, b) -> b).orElse(""), text);
        }
        return new BpfException("program load", program.name(), errno, MessageLines.firstLine(messages));
    }

    private Optional<OpenProgram> program(String name) {
        return object.openPrograms().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private Optional<OpenMap> map(String nativeName) {
        return object.openMaps().stream().filter(one -> one.nativeName().equals(nativeName)).findFirst();
    }
}
