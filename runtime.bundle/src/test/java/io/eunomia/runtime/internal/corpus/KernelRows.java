package io.eunomia.runtime.internal.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found on this kernel, for docs/kernel-support.md: lines {@code kernel,section,subject,outcome,detail} in a
 * file below the folder that the property {@code eunomia.rows} or the environment's {@code EUNOMIA_ROWS} names.
 */
final class KernelRows {
    private final String kernel = series();
    private final String section;
    private final List<String> lines = new ArrayList<>();

    KernelRows(String section) {
        this.section = section;
    }

    /** The running kernel's first two numbers: {@code 6.12}. */
    static String series() {
        String[] parts = System.getProperty("os.version").split("[.-]");
        return parts[0] + '.' + parts[1];
    }

    /** @param outcome one word, compared between runs @param detail for people; the same on every run */
    void add(String subject, String outcome, String detail) {
        lines.add(String.join(",", kernel, section, field(subject), outcome, field(detail)));
    }

    private static String field(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.matches("[^,\"]*") ? line : '"' + line.replace("\"", "\"\"") + '"';
    }

    void write(String file) throws IOException {
        Path folder = folder();
        Files.createDirectories(folder);
        Files.write(folder.resolve(file), lines);
    }

    private Path folder() {
        String given = Optional.ofNullable(System.getProperty("eunomia.rows")).orElse(System.getenv("EUNOMIA_ROWS"));
        return given != null && !given.isEmpty() ? Path.of(given)
                : Path.of(System.getProperty("eunomia.root", ".."), "target", "kernel-rows", kernel);
    }
}
