package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.run.EndRequest;
import io.eunomia.launcher.internal.run.ForegroundRun;
import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.launcher.internal.run.Signals;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.view.Durations;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ControlCommand.Word;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.options.EventOptions;
import io.eunomia.shell.options.ExportOption;
import io.eunomia.shell.options.RowOptions;
import io.eunomia.shell.options.RunOptions;
import io.eunomia.shell.text.EventOutput;
import io.eunomia.shell.text.OfferPrinter;
import io.eunomia.shell.text.OutputFormat;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "run", description = "Runs a tracker here until Ctrl-C and prints its events; needs no daemon.",
        footer = {"", "Examples:", "  eunomia run process", "  eunomia run opensnoop.bpf.o --output json --limit 10",
            "  eunomia run profile.bpf.o --duration 10s -o svg > cpu.svg",
            "  eunomia run hotupdate '{\"name\":…}'", "  curl -s https://host/tracker.json | eunomia run -"})
final class RunCommand extends Command {
    private static final String HOT_UPDATE = "hotupdate";

    @Parameters(index = "0", paramLabel = "TRACKER",
            description = "A built-in tracker, a file (.bpf.o, .json, .jar), JSON in place, or - for standard input.")
    private String what;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PACKAGE", description = "After hotupdate: the package, as in 2022.")
    private String seedPackage;

    @Mixin
    private RunOptions options;

    @Mixin
    private TypesOptions types;

    @Mixin
    private ExportOption exports;

    @Mixin
    private EventOptions output;

    @Option(names = "--interval", paramLabel = "TIME", description = "Shows displays at this interval in place of their own: 1s, 500ms.")
    private String interval;

    @Mixin
    private RowOptions rows;

    @Override
    Word word(int index) {
        return index == 0 ? Word.PACKAGE : Word.NOTHING;
    }

    @Override
    int execute() {
        StartOptions start = options.options().withExports(exports.requests());
        if (start.persist()) {
            throw new CommandFailure(ExitCode.USAGE, "run ends its tracker when it ends itself, so there is nobody to take it over"
                    + " and --persist cannot be", "start it in a daemon: eunomia server, and eunomia start " + what + " --persist");
        }
        PackageSource input = input();
        types.choose();
        Privileges.require("run");
        EndRequest end = new EndRequest();
        Signals.onEnd(end::make);
        try (LocalRuntime runtime = LocalRuntime.start()) {
            if (!end.made()) {
                run(runtime, input, start, end);
            }
            return ExitCode.DONE;
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }

    /** Shows the arguments and fields of the tracker that is named before {@code --help}. */
    @Override
    int helpMore() {
        if (what == null || what.equals("-")) {
            return ExitCode.DONE;
        }
        try (LocalRuntime runtime = LocalRuntime.start()) {
            PlanView plan = runtime.control().plan(Caller.commandLine(), input(), StartOptions.none(), Optional.empty());
            terminal().out().println();
            terminal().paragraph("", terminal().bold(plan.name()) + (plan.description().isEmpty() ? "" : ": " + plan.description()));
            new OfferPrinter(terminal()).printUse(plan);
            return ExitCode.DONE;
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }

    private void run(LocalRuntime runtime, PackageSource input, StartOptions start, EndRequest end) {
        var request = new ForegroundRun.Request(input, start, output.request(0).fitted(terminal().bound()), interval(), terminal().width(),
                picture(), rows.order());
        // Standard output is not closed, because it is not this command's.
        var events = new EventOutput(output.format(), new FileOutputStream(FileDescriptor.out), terminal().err());
        String format = picture().isPresent() ? OutputFormat.PLAIN.formatName() : output.format().formatName();
        new ForegroundRun(runtime.manager(), runtime.format(format), request, events, terminal().err())
                .execute(end);
    }

    /** The form in which the stacks of the whole run are shown, if that is asked for. */
    private Optional<DisplayFormat> picture() {
        return DisplayFormat.of(output.format().label()).filter(DisplayFormat::ofStacks);
    }

    private Duration interval() {
        try {
            Duration asked = interval == null ? Duration.ZERO : Durations.parse(interval);
            if (interval == null || asked.compareTo(DisplayInfo.SHORTEST_INTERVAL) >= 0) {
                return asked;
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "--interval: " + e.getMessage(), "write it like 5s");
        }
        throw new CommandFailure(ExitCode.USAGE, "--interval: " + interval + " is less than " + DisplayInfo.SHORTEST_INTERVAL.toMillis() + "ms", "write it like 5s");
    }

    private PackageSource input() {
        if (what.equals(HOT_UPDATE) && seedPackage != null) {
            return ProcessFiles.here().find(seedPackage).orElseThrow(() -> new CommandFailure(ExitCode.USAGE,
                    "hotupdate needs a package", "give it as '{…}', a file, or - for standard input"));
        }
        if (seedPackage != null) {
            throw new CommandFailure(ExitCode.USAGE, "unexpected word " + seedPackage + " after " + what,
                    "arguments of a tracker are given as --arg name=value");
        }
        return ProcessFiles.here().require(what);
    }
}
