package io.eunomia.runtime.internal.corpus;

import io.eunomia.libbpf.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * What {@code src/test/c/plain_load.c} made of an object: plain libbpf, used from C.
 *
 * @param stage the last one reached: open, load, attach; ok when all went well
 * @param errno why it went no further
 * @param attached programs
 * @param manual programs whose section says no place
 * @param failed section of the program that could not be attached
 */
record PlainLoad(String stage, int errno, int attached, int manual, String failed) {
    private static final String PROGRAM = "/c/plain_load";

    /** @param folder for the objects and the program @return by name */
    static Map<String, PlainLoad> of(Map<String, byte[]> objects, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program(folder).toString());
        for (Map.Entry<String, byte[]> object : objects.entrySet()) {
            command.add(Files.write(folder.resolve(object.getKey()), object.getValue()).toString());
        }
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("plain_load ended with " + process.exitValue() + ": " + output);
        }
        Map<String, PlainLoad> outcomes = new LinkedHashMap<>();
        output.lines().forEach(line -> {
            String[] words = line.split("\t", -1);
            outcomes.put(words[0], new PlainLoad(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]), words[5]));
        });
        return outcomes;
    }

    private static Path program(Path folder) throws IOException {
        try (InputStream in = PlainLoad.class.getResourceAsStream(PROGRAM)) {
            if (in == null) {
                System.out.println("skipped: no C compiler made " + PROGRAM + " (cnf/c-compile says why)");
                Assumptions.abort("no " + PROGRAM);
            }
            Path program = folder.resolve("plain_load.run");
            Files.write(program, in.readAllBytes());
            program.toFile().setExecutable(true);
            return program;
        }
    }

    boolean attaches() {
        return stage.equals("ok") && attached > 0;
    }

    @Override
    public String toString() {
        if (attaches()) {
            return attached + " attached" + (manual == 0 ? "" : ", " + manual + " name no place");
        }
        return stage.equals("ok") ? "nothing attached, " + manual + " name no place"
                : stage + ' ' + Errno.name(errno) + (failed.isEmpty() ? "" : " (" + failed + ')');
    }
}
