package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.config.StatePaths;
import io.eunomia.launcher.internal.distribution.OptionalPart;
import io.eunomia.launcher.internal.shell.Interactive;
import io.eunomia.launcher.internal.shell.Script;
import io.eunomia.launcher.internal.shell.ShellConnection;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.text.Terminal;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(name = "shell", description = "Opens the running daemon's shell: Gogo, on this terminal or for a script.",
        footer = {"", "Examples:", "  eunomia shell", "  eunomia shell -c 'trackers; lb'",
            "  echo 'update opens opens.bpf.o' | eunomia shell", "  eunomia shell < script"})
final class ShellCommand extends Command {
    @Option(names = "-c", paramLabel = "TEXT", description = "Executes this and ends.")
    private String text;

    @Option(names = {"-k", "--keep-going"}, description = "In a script: goes on after a command that failed.")
    private boolean keepGoing;

    @Option(names = "--state", paramLabel = "DIR",
            description = "The daemon's state folder; default $EUNOMIA_STATE, else as the daemon's.")
    private Path state;

    @Override
    int execute() {
        OptionalParts.require("shell", OptionalPart.TERMINAL);
        Path folder = state != null ? state : StatePaths.standard(System.getenv());
        // The streams are not closed, because they are not this command's.
        try (ShellConnection connection = ShellConnection.open(folder, new ShellPackages(),
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err))) {
            return use(connection);
        } catch (SocketException e) {
            throw unreachable(folder, e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), "", "", "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private int use(ShellConnection connection) throws IOException, InterruptedException {
        boolean interactive = text == null && Terminal.isTerminal(0) && Terminal.isTerminal(1);
        try {
            if (interactive) {
                terminal().out().println("eunomia " + Version.TEXT
                        + ": help shows the commands; exit or Ctrl-D ends the session, and not the daemon");
                new Interactive(connection, terminal().colourOut(), StatePaths.history(System.getenv())).run();
                return connection.ended() ? gone(connection) : ExitCode.DONE;
            }
            connection.terminal(terminal().colourOut(), 0, 0);
            String failure = new Script(connection, keepGoing, terminal().err()).run(lines());
            return failure.isEmpty() ? ExitCode.DONE : ExitCode.of(failure, ExitCode.FAILED);
        } catch (IOException e) {
            return gone(connection);
        }
    }

    private BufferedReader lines() {
        return new BufferedReader(text != null ? new StringReader(text)
                : new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    private static int gone(ShellConnection connection) {
        String reason = connection.reason();
        throw new CommandFailure(reason.startsWith("not permitted") ? ExitCode.NOT_PERMITTED : ExitCode.UNREACHABLE,
                reason.isEmpty() ? "the daemon is gone" : reason, "");
    }

    private static CommandFailure unreachable(Path folder, SocketException e) {
        String why = String.valueOf(e.getMessage());
        if (why.contains("ermission denied")) {
            return new CommandFailure(ExitCode.NOT_PERMITTED, "the shell of the daemon in " + folder
                    + " is for root and for the daemon's own user", "", "run it as one of them (sudo eunomia shell)", "", e);
        }
        return new CommandFailure(ExitCode.UNREACHABLE, "no daemon has a shell in " + folder + ": " + why, "",
                "start one with: eunomia server; or name the state folder of another with --state or EUNOMIA_STATE", "", e);
    }
}
