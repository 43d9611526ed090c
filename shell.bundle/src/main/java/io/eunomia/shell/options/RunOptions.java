package io.eunomia.shell.options;

import io.eunomia.runtime.StartOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Reads from a command's words how a tracker is to run. Confined to one thread, as the command is. */
public final class RunOptions {
    @Option(names = "--arg", paramLabel = "NAME=VALUE", description = "Sets an argument of the tracker; may be repeated.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(names = "--attach", paramLabel = "PROGRAM=TARGET", converter = Assignment.Converter.class,
            description = "Where a program is attached: an interface, PATH:SYMBOL, libc:malloc, pid:N, a cgroup; may be"
                    + " repeated, also for one program, which is then attached to each target.")
    private List<Assignment> attach = new ArrayList<>();

    @Option(names = "--without", paramLabel = "PROGRAM", split = ",",
            description = "Leaves a program out; may be repeated.")
    private Set<String> without = new LinkedHashSet<>();

    @Option(names = "--lenient", description = "Lets programs that cannot be attached here be, as long as one can.")
    private boolean lenient;

    @Option(names = "--persist", negatable = true, description = "Keeps the tracker in the kernel while no daemon runs, and the"
            + " next daemon takes it over: a restart misses nothing. --no-persist: it ends with the daemon.")
    private Boolean persist;

    @Option(names = "--map", paramLabel = "NAME.max_entries=N", converter = Assignment.Converter.class,
            description = "Sets the size of a map, NAME.max_entries=N or NAME.value_size=N; may be repeated.")
    private List<Assignment> maps = new ArrayList<>();

    @Option(names = "--table", paramLabel = "MAP", description = "Shows a map as a table, whatever the package says; .bss for"
            + " global variables; may be repeated.")
    private List<String> tables = new ArrayList<>();

    @Option(names = "--hist", paramLabel = "MAP[:MEMBER]", description = "Shows a map as a histogram of powers of two, whose"
            + " buckets are a list in its value, a number in its key, or an array's index; may be repeated.")
    private List<String> histograms = new ArrayList<>();

    @Option(names = "--stacks", paramLabel = "MAP[:PROCESS]", description = "Shows a map as call stacks; PROCESS is the field,"
            + " argument or number that says whose functions stacks in user space have; may be repeated.")
    private List<String> stacks = new ArrayList<>();

    @Option(names = "--jvm-maps", description = "Asks Java virtual machines that are met in stacks to write down what they have"
            + " compiled (jcmd PID Compiler.perfmap, Java 17 or newer), so that their methods have names.")
    private boolean jvmMaps;

    public StartOptions options() {
        return StartOptions.none().withArguments(arguments).withAttach(Assignment.lists(attach)).withoutPrograms(without)
                .withLenient(lenient).withPersist(Optional.ofNullable(persist)).withMaps(Assignment.last(maps))
                .withTables(tables).withHistograms(histograms).withStacks(stacks).withJvmMaps(jvmMaps);
    }
}
