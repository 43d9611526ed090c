package io.eunomia.runtime.internal.symbol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles {@code src/test/resources/symbol/named.c} in some way and runs it; it tells where its functions are. */
final class NamedProgram implements AutoCloseable {
    private final Process process;
    private final Map<String, Long> places = new LinkedHashMap<>();

    private NamedProgram(Path file) throws IOException {
        process = new ProcessBuilder(file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null && !places.containsKey("getsid"); line = places.containsKey("getsid") ? null
                : out.readLine()) {
            places.put(line.split(" ")[0], Long.decode(line.split(" ")[1]));
        }
    }

    /** Compiles it. @return the program's file in the folder */
    static Path compile(Path folder, String compiler, String... options) throws IOException, InterruptedException {
        Path file = folder.resolve("named");
        Path source = folder.resolve("named." + (compiler.equals("g++") ? "cc" : "c"));
        try (InputStream in = NamedProgram.class.getResourceAsStream("/symbol/named.c")) {
            Files.write(source, in.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(compiler, "-O1", "-o", file.toString(), source.toString()));
        command.addAll(List.of(options));
        run(folder, command.toArray(String[]::new));
        return file;
    }

    /** Runs a tool; the test is skipped if it is not there. */
    static void run(Path folder, String... command) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + command[0])), "there is no " + command[0] + " here");
        Path output = Files.createTempFile(folder, "tool", ".log");
        int status = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start().waitFor();
        assertThat(status).as("%s: %s", List.of(command), Files.readString(output)).isZero();
    }

    static NamedProgram start(Path file) throws IOException {
        return new NamedProgram(file);
    }

    int pid() {
        return (int) process.pid();
    }

    /** Where a function begins. */
    long place(String function) {
        return places.get(function);
    }

    /** Ends it, and returns when it is gone. */
    @Override
    public void close() {
        try {
            process.outputWriter().close();
            process.waitFor();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
