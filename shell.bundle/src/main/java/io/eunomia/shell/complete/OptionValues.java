package io.eunomia.shell.complete;

import io.eunomia.runtime.Plan.PlannedMap;
import io.eunomia.runtime.Plan.PlannedProgram;
import io.eunomia.runtime.view.ArgumentView;
import io.eunomia.shell.complete.Candidates.Candidate;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** Completes the value of an option. @param subject what the line is about @param display of it, if the line names one */
record OptionValues(Subject subject, Optional<String> display) {
    private static final Set<String> FILES = Set.of("FILE", "PATH");
    private static final String FOLDER = "DIR";
    private static final Set<String> OF_INTERFACES = Set.of("xdp", "sched_cls", "sched_act");

    /** @param begun the value as far as it has been typed */
    Candidates of(OptionSpec option, String begun) {
        return switch (option.longestName()) {
            case "--arg" -> argument(begun);
            case "--attach" -> attach(begun);
            case "--map" -> Candidates.of(subject.maps().filter(map -> !map.name().startsWith(".")).flatMap(OptionValues::sizes));
            case "--table", "--hist", "--stacks" -> Candidates.of(subject.shownMaps()
                    .map(map -> new Candidate(map.name(), map.type())));
            case "--without" -> listed(begun, Candidates.of(subject.programs().stream().map(one -> new Candidate(one.name(), one.type()))));
            case "--fields" -> listed(begun, Candidates.of(subject.fields()));
            case "--sort" -> Candidates.named(display.map(one -> subject.columns(one).toList()).orElse(List.of()));
            case "--stream" -> Candidates.of(subject.streams().map(name -> new Candidate(name, "")));
            case "--to" -> Candidates.of(subject.digests().map(digest -> new Candidate(digest, "")));
            default -> known(option, begun);
        };
    }

    /** Values that the option itself knows, or files where its label says so. */
    private static Candidates known(OptionSpec option, String begun) {
        if (option.completionCandidates() != null) {
            List<String> values = new ArrayList<>();
            option.completionCandidates().forEach(values::add);
            Candidates all = Candidates.named(values);
            return option.splitRegex().equals(",") ? listed(begun, all) : all;
        }
        boolean folder = option.paramLabel().equals(FOLDER);
        return folder || FILES.contains(option.paramLabel()) ? Candidates.path(begun, folder) : Candidates.NONE;
    }

    /** A list with commas: its last element is completed, and none is offered twice. */
    private static Candidates listed(String begun, Candidates elements) {
        int comma = begun.lastIndexOf(',') + 1;
        List<String> before = Arrays.asList(begun.substring(0, comma).split(","));
        return Candidates.of(elements.words().stream().filter(one -> !before.contains(one.word()))).after(begun.substring(0, comma));
    }

    private Candidates argument(String begun) {
        int equals = begun.indexOf('=');
        if (equals < 0) {
            return Candidates.of(subject.arguments().entrySet().stream()
                    .map(one -> new Candidate(one.getKey() + '=', OneLine.of(one.getValue().description()))));
        }
        Optional<ArgumentView> argument = Optional.ofNullable(subject.arguments().get(begun.substring(0, equals)));
        return Candidates.of(argument.stream().flatMap(OptionValues::values)).after(begun.substring(0, equals + 1));
    }

    private static Stream<Candidate> values(ArgumentView argument) {
        boolean flag = argument.type().equals("bool") || argument.type().equals("_Bool");
        Stream<String> values = flag ? Stream.of("true", "false") : Stream.of(argument.default_());
        return values.map(value -> new Candidate(value, value.equals(argument.default_()) ? "default" : ""));
    }

    /** Where a program is attached: interfaces for those that see packets, and paths for all, because objects and cgroups are files. */
    private Candidates attach(String begun) {
        int equals = begun.indexOf('=');
        if (equals < 0) {
            return Candidates.of(subject.programs().stream().map(one -> new Candidate(one.name() + '=', one.type())));
        }
        String name = begun.substring(0, equals);
        boolean packets = subject.programs().stream().filter(one -> one.name().equals(name)).map(PlannedProgram::type)
                .anyMatch(OF_INTERFACES::contains);
        Candidates targets = packets ? Candidates.named(interfaces()) : Candidates.path(begun.substring(equals + 1), false);
        return targets.after(name + '=');
    }

    private static List<String> interfaces() {
        String[] names = new File("/sys/class/net").list((folder, name) -> new File(folder, name).isDirectory());
        return names == null ? List.of() : Stream.of(names).sorted().toList();
    }

    private static Stream<Candidate> sizes(PlannedMap map) {
        Candidate entries = new Candidate(map.name() + ".max_entries=", map.type() + " of " + map.maxEntries());
        return map.valueBytes() == 0 ? Stream.of(entries)
                : Stream.of(entries, new Candidate(map.name() + ".value_size=", map.valueBytes() + " bytes"));
    }
}
