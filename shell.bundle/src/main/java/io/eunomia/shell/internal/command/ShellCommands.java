package io.eunomia.shell.internal.command;

import io.eunomia.runtime.KernelReport;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.runtime.control.LocalControl;
import io.eunomia.runtime.event.EventFormats;
import io.eunomia.shell.command.Invocation;
import io.eunomia.shell.command.LocalFiles;
import io.eunomia.shell.command.PackageFiles;
import io.eunomia.shell.text.Terminal;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The service that Gogo calls: it has one method per command, and Gogo finds it by its properties (Gogo's whiteboard, as in
 * OSGi RFC 147). It is not loaded before a command is used.
 */
@Component(service = ShellCommands.class, property = {
    "osgi.command.scope=" + CommandLines.SCOPE, "osgi.command.function=trackers", "osgi.command.function=list",
    "osgi.command.function=start",
    "osgi.command.function=stop", "osgi.command.function=update", "osgi.command.function=history",
    "osgi.command.function=rollback", "osgi.command.function=events", "osgi.command.function=read",
    "osgi.command.function=displays",
    "osgi.command.function=stats", "osgi.command.function=maps", "osgi.command.function=doctor",
    "osgi.command.function=plan", "osgi.command.function=help"})
public final class ShellCommands {
    /** Session variable: whether output may be coloured, a {@link Boolean}. */
    public static final String COLOUR = ".eunomia.colour";
    /** Session variable: the files of the session's user; in a session without it this process reads the files. */
    public static final String FILES = ".eunomia.files";
    /** Session variable: the {@link Caller} whose commands they are. */
    public static final String CALLER = ".eunomia.caller";

    private final Control control;

    @Activate
    public ShellCommands(@Reference TrackerManager manager, @Reference KernelReport kernel, @Reference EventFormats formats) {
        control = new LocalControl(manager, kernel, formats);
    }

    @Descriptor("shows which trackers there are to run, or what one of them has")
    public void trackers(CommandSession session, Object... words) throws Exception {
        run("trackers", session, words);
    }

    @Descriptor("shows the trackers")
    public void list(CommandSession session, Object... words) throws Exception {
        run("list", session, words);
    }

    @Descriptor("starts a tracker: an installed one, or a package")
    public void start(CommandSession session, Object... words) throws Exception {
        run("start", session, words);
    }

    @Descriptor("stops a tracker: nothing of it is left in the kernel")
    public void stop(CommandSession session, Object... words) throws Exception {
        run("stop", session, words);
    }

    @Descriptor("replaces a tracker's package while it runs")
    public void update(CommandSession session, Object... words) throws Exception {
        run("update", session, words);
    }

    @Descriptor("shows the packages that a tracker has and had")
    public void history(CommandSession session, Object... words) throws Exception {
        run("history", session, words);
    }

    @Descriptor("takes a tracker back to a package that it had before, while it runs")
    public void rollback(CommandSession session, Object... words) throws Exception {
        run("rollback", session, words);
    }

    @Descriptor("shows events of a tracker as they come")
    public void events(CommandSession session, Object... words) throws Exception {
        run("events", session, words);
    }

    @Descriptor("runs a tracker's iterators once, and shows what they write")
    public void read(CommandSession session, Object... words) throws Exception {
        run("read", session, words);
    }

    @Descriptor("shows what a tracker knows beside events")
    public void displays(CommandSession session, Object... words) throws Exception {
        run("displays", session, words);
    }

    @Descriptor("shows a tracker's loss ledger, and the cost of its programs and maps")
    public void stats(CommandSession session, Object... words) throws Exception {
        run("stats", session, words);
    }

    @Descriptor("shows the maps of a tracker")
    public void maps(CommandSession session, Object... words) throws Exception {
        run("maps", session, words);
    }

    @Descriptor("shows what this machine offers to BPF programs")
    public void doctor(CommandSession session, Object... words) throws Exception {
        run("doctor", session, words);
    }

    @Descriptor("shows what a package would do on this machine")
    public void plan(CommandSession session, Object... words) throws Exception {
        run("plan", session, words);
    }

    @Descriptor("shows the commands, or how one is used")
    public void help(CommandSession session, Object... words) throws Exception {
        PrintStream out = Process.Utils.current().out();
        if (words.length == 0) {
            CommandLines.overview(out);
            out.println("help COMMAND shows more. Of the framework: lb, felix:start, felix:stop, felix:update and others,"
                    + " felix:help names them; exit ends the session.");
        } else if (CommandLines.find(words[0].toString()) != null) {
            CommandLines.usage(words[0].toString(), out);
        } else {
            // The command is not ours: Gogo describes it by its annotations.
            Object text = session.execute("felix:help " + words[0]);
            out.println(text);
        }
    }

    /** Returns the width that the session's terminal has told, if the command's output goes there. */
    private static int columns(CommandSession session, Process process) {
        String told = String.valueOf(session.get("COLUMNS"));
        return process.isTty(1) && told.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(told) : Terminal.NO_COLUMNS;
    }

    private void run(String name, CommandSession session, Object... words) throws Exception {
        Process process = Process.Utils.current();
        boolean colour = Boolean.TRUE.equals(session.get(COLOUR)) && process.isTty(1);
        Terminal terminal = new Terminal(process.out(), process.err(), colour, colour, columns(session, process));
        PackageFiles files = session.get(FILES) instanceof PackageFiles given ? given
                : new LocalFiles(session.currentDir(), null, Map::of);
        Caller caller = session.get(CALLER) instanceof Caller given ? given : Caller.shell("", "shell");
        CommandLines.run(name, new Invocation(() -> control, caller, files, terminal, new SessionHost(process.out())),
                Arrays.stream(words).map(String::valueOf).toArray(String[]::new));
    }
}
