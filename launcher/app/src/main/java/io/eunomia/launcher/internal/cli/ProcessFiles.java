package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.boot.Home;
import io.eunomia.shell.command.LocalFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the files of whoever runs this process. */
final class ProcessFiles {

    private ProcessFiles() {
    }

    static LocalFiles here() {
        return new LocalFiles(Path.of(""), System.in, ProcessFiles::builtIns);
    }

    private static Map<String, Path> builtIns() {
        Map<String, Path> jars = new LinkedHashMap<>();
        Home.find().ifPresent(home -> home.trackers().forEach(jar -> jars.put(Home.name(jar), jar)));
        return jars;
    }
}
