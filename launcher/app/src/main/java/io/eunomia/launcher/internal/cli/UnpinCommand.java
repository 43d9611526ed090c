package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.boot.StateDirectory;
import io.eunomia.launcher.internal.boot.StateFolderException;
import io.eunomia.launcher.internal.config.StatePaths;
import io.eunomia.launcher.internal.run.LocalRuntime;
import io.eunomia.runtime.PinnedTrackers;
import io.eunomia.runtime.PinnedTrackers.Folder;
import io.eunomia.runtime.PinnedTrackers.Standing;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(name = "unpin", description = "Takes out of the kernel what a daemon has left there for the next one; needs no"
        + " daemon. eunomia doctor shows what there is.")
final class UnpinCommand extends Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "STATE-ID", description = "As doctor shows it, or its first four digits or more;"
            + " without it what belongs to the state folder of --state.")
    private String id;

    @Option(names = "--orphans", description = "What no daemon will take over: its state folder is gone.")
    private boolean orphans;

    @Option(names = "--all", description = "Everything, of all state folders whose daemon does not run.")
    private boolean all;

    @Option(names = "--state", paramLabel = "DIR",
            description = "The state folder; default $EUNOMIA_STATE, else as the daemon's.")
    private Path state;

    @Override
    int execute() {
        if ((id == null ? 0 : 1) + (orphans ? 1 : 0) + (all ? 1 : 0) + (state == null ? 0 : 1) > 1) {
            throw new CommandFailure(ExitCode.USAGE, "STATE-ID, --orphans, --all and --state exclude each other", "give one of them");
        }
        if (id != null && !id.matches("[0-9a-f]{4,16}")) {
            throw new CommandFailure(ExitCode.USAGE, "\"" + id + "\" is no id of a state folder", "give its hexadecimal digits, the"
                    + " first four at least, as eunomia doctor shows them");
        }
        try (LocalRuntime runtime = LocalRuntime.start()) {
            PinnedTrackers pinned = runtime.pinned();
            List<Folder> folders = chosen(pinned.folders());
            if (folders.isEmpty()) {
                terminal().out().println("nothing is pinned" + (all ? "" : orphans ? " that nobody will take over"
                        : " for the state folder " + stateFolder()));
            }
            return remove(pinned, folders);
        } catch (RuntimeException e) {
            throw Failures.translate(e);
        }
    }

    private List<Folder> chosen(List<Folder> found) {
        if (id == null) {
            return found.stream().filter(folder -> all ? folder.standing() != Standing.FOREIGN
                    : orphans ? folder.standing() == Standing.ORPHAN : isOfState(folder)).toList();
        }
        List<Folder> named = found.stream().filter(folder -> folder.name().startsWith(id)).toList();
        if (named.size() != 1) {
            throw new CommandFailure(ExitCode.FAILED, (named.isEmpty() ? "nothing is pinned as " : "several begin with ") + id,
                    found.isEmpty() ? "nothing is pinned at all" : "there is " + found.stream().map(Folder::name)
                            .collect(Collectors.joining(", ")));
        }
        if (named.get(0).standing() == Standing.FOREIGN) {
            throw new CommandFailure(ExitCode.FAILED, named.get(0).path() + " is not of Eunomia's making, or another user's",
                    "remove it by hand after a look at it: ls -lR " + named.get(0).path());
        }
        return named;
    }

    private boolean isOfState(Folder folder) {
        try {
            return folder.standing() == Standing.OWNED && Files.isSameFile(folder.state().orElseThrow(), stateFolder());
        } catch (IOException e) {
            // The state folder is not there, so nothing is of it.
            return false;
        }
    }

    private Path stateFolder() {
        return state != null ? state : StatePaths.standard(System.getenv());
    }

    /** Removes each that can be; those that cannot do not keep the others. */
    private int remove(PinnedTrackers pinned, List<Folder> folders) {
        List<CommandFailure> refused = new ArrayList<>();
        for (Folder folder : folders) {
            try {
                remove(pinned, folder);
            } catch (RuntimeException e) {
                if (!(Failures.translate(e) instanceof CommandFailure failure)) {
                    throw e;
                }
                refused.add(failure);
            }
        }
        for (CommandFailure one : refused.subList(0, Math.max(0, refused.size() - 1))) {
            new ErrorPrinter(terminal(), verbose()).print(one);
        }
        if (!refused.isEmpty()) {
            throw refused.get(refused.size() - 1);
        }
        return ExitCode.DONE;
    }

    private void remove(PinnedTrackers pinned, Folder folder) {
        if (folder.standing() != Standing.OWNED) {
            print(folder, pinned.remove(folder));
            return;
        }
        // The lock keeps a daemon from starting and taking over what is being removed.
        StateDirectory locked = lock(folder);
        try {
            print(folder, pinned.remove(folder));
        } finally {
            locked.close();
        }
    }

    private static StateDirectory lock(Folder folder) {
        try {
            return StateDirectory.open(folder.state().orElseThrow());
        } catch (StateFolderException e) {
            throw new CommandFailure(ExitCode.FAILED, folder.name() + " is left: " + e.getMessage(), "",
                    "a tracker of a daemon that runs is taken out with eunomia stop, for good with --remove", "", e);
        }
    }

    private void print(Folder folder, List<Path> removed) {
        terminal().out().println(folder.name() + folder.state().map(path -> " of " + path).orElse("") + ": "
                + (removed.isEmpty() ? "removed, it held nothing" : "removed"));
        removed.forEach(pin -> terminal().out().println("  " + pin));
    }
}
