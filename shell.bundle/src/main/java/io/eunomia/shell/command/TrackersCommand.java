package io.eunomia.shell.command;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.view.CatalogView;
import io.eunomia.runtime.view.CatalogView.EntryView;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.shell.text.CatalogPrinter;
import io.eunomia.shell.text.JsonPrinter;
import io.eunomia.shell.text.OfferPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "trackers", description = "Shows which trackers there are to run, or what one of them has: arguments, fields, displays, examples.",
        footer = {"", "Examples:", "  eunomia trackers", "  eunomia trackers process", "  eunomia trackers opensnoop.bpf.o"})
final class TrackersCommand extends ControlCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TRACKER", description = "An installed or built-in tracker, a file (.bpf.o, .json,"
            + " .jar), JSON in quotes, or -; without it a list.")
    private String what;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        if (what == null) {
            CatalogView all = new CatalogView(all(invocation));
            if (json) {
                JsonPrinter.print(all, invocation.terminal());
            } else {
                new CatalogPrinter(invocation.terminal()).print(all);
            }
            return ExitCode.DONE;
        }
        Optional<PackageSource> file = invocation.files().find(what);
        OptionalInt installed = file.isPresent() ? OptionalInt.empty() : invocation.find(what);
        PlanView plan = installed.isPresent() ? invocation.control().plan(invocation.caller(), installed.getAsInt())
                : invocation.plan(file.isPresent() ? file.get() : invocation.files().require(what));
        if (json) {
            JsonPrinter.print(plan, invocation.terminal());
        } else {
            boolean here = installed.isEmpty() || invocation.files().builtIn(what).isPresent();
            new OfferPrinter(invocation.terminal()).print(plan, what, !here);
        }
        return ExitCode.DONE;
    }

    /** Those that are installed, then those that only come along. */
    private static List<EntryView> all(Invocation invocation) throws InterruptedException {
        List<EntryView> entries = new ArrayList<>();
        List<TrackerView> installed = invocation.control().trackers(invocation.caller()).trackers();
        for (TrackerView tracker : installed) {
            entries.add(entry(invocation, tracker));
        }
        for (String name : invocation.files().comingAlong()) {
            Optional<PackageSource> source = installed.stream().anyMatch(one -> one.name().equals(name)) ? Optional.empty()
                    : invocation.files().builtIn(name);
            source.ifPresent(one -> entries.add(EntryView.of(invocation.plan(one), "")));
        }
        return entries;
    }

    /** A tracker whose package cannot be read, which its state tells, is listed all the same. */
    private static EntryView entry(Invocation invocation, TrackerView tracker) {
        try {
            return EntryView.of(invocation.control().plan(invocation.caller(), tracker.id()), tracker.state());
        } catch (RuntimeException e) {
            return new EntryView(tracker.name(), tracker.version(), tracker.description(), tracker.state(), List.of());
        }
    }

    @Override
    public Word word(int index) {
        return index == 0 ? Word.TRACKER_OR_PACKAGE : Word.NOTHING;
    }
}
