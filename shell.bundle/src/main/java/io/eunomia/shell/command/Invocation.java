package io.eunomia.shell.command;

import io.eunomia.runtime.GivenTypes;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.shell.text.PagesOutput;
import io.eunomia.shell.text.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a command works with.
 *
 * @param controls gives what the command controls, when it is first needed
 * @param files reads files where the caller is
 * @param terminal where everything but events goes
 */
public record Invocation(Supplier<Control> controls, Caller caller, PackageFiles files, Terminal terminal, CommandHost host) {

    Control control() {
        return controls.get();
    }

    PrintStream out() {
        return terminal.out();
    }

    void warn(String warning) {
        terminal.err().println("eunomia: warning: " + warning);
    }

    <T> T whole(Supplier<T> action) throws InterruptedException {
        return host.whole(action, unwanted -> { });
    }

    /** The same, on whose terminal pages of events stand in one place. */
    Invocation paged() {
        OutputStream pages = new PagesOutput(host.events(), terminal.height());
        return new Invocation(controls, caller, files, terminal, new CommandHost() {
            @Override
            public OutputStream events() {
                return pages;
            }

            @Override
            public boolean readerHasLeft() {
                return host.readerHasLeft();
            }

            @Override
            public long eventsUnlessFollowed() {
                return host.eventsUnlessFollowed();
            }

            @Override
            public <T> T whole(Supplier<T> action, Consumer<T> unwanted) throws InterruptedException {
                return host.whole(action, unwanted);
            }
        });
    }

    /** Tells what a package would do, with nothing given to it. */
    PlanView plan(PackageSource source) {
        return control().plan(caller, source, StartOptions.none(), Optional.empty());
    }

    /**
     * Finds the id of a tracker named by id or name.
     *
     * @throws CommandFailure when there is none of that name; the message lists those that exist
     */
    public int id(String word) {
        return find(word).orElseThrow(() -> unknown(word));
    }

    /** Finds the id of a tracker named by id or name; whether there is one of such an id is not looked up. */
    OptionalInt find(String word) {
        if (word.matches("[0-9]{1,9}")) {
            return OptionalInt.of(Integer.parseInt(word));
        }
        return control().trackers(caller).trackers().stream().filter(tracker -> tracker.name().equals(word))
                .mapToInt(TrackerView::id).findFirst();
    }

    CommandFailure unknown(String word) {
        List<TrackerView> all = control().trackers(caller).trackers();
        return new CommandFailure(ExitCode.FAILED, "the daemon has no tracker called " + word, all.isEmpty()
                ? "it has none at all" : "it has " + all.stream().map(TrackerView::name).collect(Collectors.joining(", ")));
    }

    /** Reads the kernel's types that a command is given. @param file null for none */
    Optional<GivenTypes> types(String file) throws InterruptedException {
        if (file == null) {
            return Optional.empty();
        }
        KernelSource types = files.types(file, "");
        return Optional.of(GivenTypes.of(types.name(), types.content()));
    }
}
