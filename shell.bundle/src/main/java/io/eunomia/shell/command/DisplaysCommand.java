package io.eunomia.shell.command;

import io.eunomia.runtime.control.DisplayRequest;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.event.EventDrain.Bounds;
import io.eunomia.runtime.view.DisplaysView;
import io.eunomia.runtime.view.Durations;
import io.eunomia.shell.options.RowOptions;
import io.eunomia.shell.text.DisplaysPrinter;
import io.eunomia.shell.text.OutputFormat;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "displays", description = "Shows what a tracker knows beside events: its displays, or what one of them has.",
        footer = {"", "Examples:", "  eunomia displays runqlat", "  eunomia displays runqlat hists", "  eunomia displays runqlat hists --interval 5s",
            "  eunomia displays files io --interval 1s --sort read_bytes --top 20",
            "  eunomia displays profile counts -o svg > cpu.svg"})
final class DisplaysCommand extends TrackerCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "DISPLAY", description = "One of them; without it their list.")
    private String display;

    @Option(names = "--interval", paramLabel = "TIME", description = "Shows it again and again, until Ctrl-C, with --top on a terminal in one place: what came since the"
            + " last time if it is drained, else its sums.")
    private String interval;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "0", description = "With --interval: ends after so many times.")
    private long limit;

    @Option(names = "--duration", paramLabel = "TIME", description = "With --interval: ends after this time.")
    private String duration;

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "plain", completionCandidates = Formats.class,
            description = "plain, json or csv; of stacks also collapsed or"
            + " svg, a flame graph; default ${DEFAULT-VALUE}.")
    private String format;

    @Mixin
    private RowOptions rows;

    @Override
    public int run(Invocation invocation) throws InterruptedException {
        int id = invocation.id(tracker());
        if (display == null) {
            DisplaysView view = invocation.control().displays(invocation.caller(), id);
            return print(invocation, view, displays -> new DisplaysPrinter(invocation.terminal()).print(displays, tracker()));
        }
        DisplayFormat written = DisplayFormat.of(format).orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "-o: unknown format "
                + format, "known: " + String.join(", ", DisplayFormat.labels())));
        Optional<Duration> each = Optional.ofNullable(interval).map(text -> span("--interval", text));
        Bounds bounds = new Bounds(limit, duration == null ? Bounds.LONGEST : span("--duration", duration));
        RowOrder order = rows.order();
        boolean pages = each.isPresent() && order.top() > 0 && written == DisplayFormat.PLAIN && invocation.terminal().isTerminal();
        DisplayRequest request = new DisplayRequest(written, each, bounds, invocation.terminal().width(), true, order, pages);
        if (each.isEmpty()) {
            return ShownEvents.once(invocation, invocation.control().display(invocation.caller(), id, display, request));
        }
        return ShownEvents.show(pages ? invocation.paged() : invocation, OutputFormat.labelled(written.label()), limit > 0 || duration != null,
                invocation.control().display(invocation.caller(), id, display, request));
    }

    @Override
    public Word word(int index) {
        return index == 0 ? Word.TRACKER : index == 1 ? Word.DISPLAY : Word.NOTHING;
    }

    /** Used by picocli. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DisplayFormat.labels().iterator();
        }
    }

    private static Duration span(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, option + ": " + e.getMessage(), "write it like 5s");
        }
    }
}
