package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.boot.Home;
import io.eunomia.launcher.internal.training.ArchiveTraining;
import io.eunomia.shell.command.ExitCode;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * Exercises Eunomia while the JVM records the classes (and, from Java 25 on, the methods) that it uses;
 * {@code bin/eunomia archive} runs this, and the JVM writes the archive when it has ended.
 */
@CommandLine.Command(name = "archive", description = "Makes an archive of classes for this Java, with which every command starts faster. "
        + "Once after unpacking, and again for another Java.")
final class ArchiveCommand extends Command {
    @Override
    int execute() {
        PrintStream err = System.err;
        List<String> untrained;
        try {
            // bin/eunomia discards what the trained commands print on standard output.
            System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            untrained = ArchiveTraining.run(Home.find(), Privileges.sufficient(), words -> Cli.run(words.toArray(String[]::new)));
        } finally {
            System.setErr(err);
        }
        untrained.forEach(what -> terminal().error("eunomia: ", "without its classes: " + what));
        return ExitCode.DONE;
    }
}
