package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.boot.Home;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine;

@CommandLine.Command(name = "version", description = "Shows the versions of Eunomia, Java, kernel and of every component.")
final class VersionCommand extends Command {
    @Override
    int execute() {
        var out = terminal().out();
        out.println("eunomia " + Version.TEXT);
        out.println("java    " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
        out.println("kernel  " + System.getProperty("os.version") + ' ' + System.getProperty("os.arch"));
        Map<String, String> components = new TreeMap<>();
        Home.find().ifPresent(home -> List.of("lib", "bundle", "trackers")
                .forEach(folder -> collect(home.path().resolve(folder), components)));
        components.forEach((name, version) -> out.println("  " + name + ' ' + version));
        return ExitCode.DONE;
    }

    private static void collect(Path folder, Map<String, String> into) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jar"))
                    .sorted(Comparator.naturalOrder()).toList()) {
                add(file, into);
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot read " + folder + ": " + e.getMessage(), "", "", "", e);
        }
    }

    private static void add(Path file, Map<String, String> into) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            if (jar.getManifest() == null) {
                return;
            }
            Attributes attributes = jar.getManifest().getMainAttributes();
            String name = attributes.getValue("Bundle-SymbolicName");
            if (name != null) {
                into.put(name.split(";", 2)[0], String.valueOf(attributes.getValue("Bundle-Version")));
            }
        }
    }
}
