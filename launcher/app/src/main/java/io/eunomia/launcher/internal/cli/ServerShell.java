package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.config.StatePaths;
import io.eunomia.launcher.internal.shell.Interactive;
import io.eunomia.launcher.internal.shell.ShellConnection;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.text.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Runs the shell of a foreground server on its own terminal: a client like any other, in the same process. */
final class ServerShell {
    private static final long END_MILLIS = 2000;

    private final Terminal terminal;
    private final Thread thread;

    private ServerShell(Terminal terminal, Path state) {
        this.terminal = terminal;
        thread = new Thread(() -> run(state), "eunomia-terminal");
        thread.setDaemon(true);
    }

    /** Checks that there is a terminal. @throws CommandFailure when this is no terminal; asked before anything is started */
    static void requireTerminal() {
        if (!Terminal.isTerminal(0) || !Terminal.isTerminal(1)) {
            throw new CommandFailure(ExitCode.USAGE, "--shell needs a terminal, and standard input or output is none",
                    "leave it out, and open a shell on the running daemon with: eunomia shell");
        }
    }

    static ServerShell start(Terminal terminal, Path state) {
        ServerShell shell = new ServerShell(terminal, state);
        shell.thread.start();
        return shell;
    }

    private void run(Path state) {
        try (ShellConnection connection = ShellConnection.open(state, new ShellPackages(),
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err))) {
            new Interactive(connection, terminal.colourOut(), StatePaths.history(System.getenv())).run();
            if (!connection.ended()) {
                terminal.out().println("eunomia: the shell is closed, the server goes on; Ctrl-C ends it");
            }
        } catch (IOException e) {
            terminal.error("eunomia: ", "no shell on this terminal: " + e.getMessage());
        }
    }

    /** Waits until the terminal is restored. */
    void awaitEnd() throws InterruptedException {
        thread.join(END_MILLIS);
    }
}
