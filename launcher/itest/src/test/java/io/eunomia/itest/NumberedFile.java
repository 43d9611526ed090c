package io.eunomia.itest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The file to which the tracker {@code numbered} is exported as JSON: the opens of one process, usually this one. */
record NumberedFile(Path path) {
    private static final int TAIL = 4096;
    private static final String STREAM = "\"@stream\":\"";

    /** The numbers, by stream. */
    Map<String, List<Integer>> numbers() {
        return numbers(ProcessHandle.current().pid());
    }

    /** The numbers that a process opened, by stream. */
    Map<String, List<Integer>> numbers(long pid) {
        return members(pid, "number");
    }

    /** The number of its last whole event, 0 when there is none yet. Looks at the end of the file only. */
    int last() {
        if (!Files.exists(path)) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL));
            byte[] bytes = new byte[TAIL];
            int length = Math.max(0, file.read(bytes));
            String tail = new String(bytes, 0, length, StandardCharsets.UTF_8);
            String line = tail.substring(0, tail.lastIndexOf('\n') + 1);
            int event = line.lastIndexOf("\"number\":");
            return event < 0 ? 0 : integer(line.substring(event), "number");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The versions that saw the opens, by stream. */
    Map<String, List<Integer>> versions() {
        return members(ProcessHandle.current().pid(), "version");
    }

    /** Reads members without the rest, because there may be millions of events. */
    private Map<String, List<Integer>> members(long pid, String member) {
        Map<String, List<Integer>> all = new HashMap<>();
        try (Stream<String> lines = Files.lines(path)) {
            lines.filter(NumberedFile::isEvent).filter(line -> integer(line, "pid") == pid).forEach(line -> {
                int stream = line.indexOf(STREAM) + STREAM.length();
                all.computeIfAbsent(line.substring(stream, line.indexOf('"', stream)), name -> new ArrayList<>())
                        .add(integer(line, member));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static int integer(String line, String member) {
        int at = line.indexOf('"' + member + "\":") + member.length() + 3;
        int end = at;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        return Integer.parseInt(line, at, end, 10);
    }

    /** Whether it is a whole one: a process that is killed may leave a line that is cut off. */
    private static boolean isEvent(String line) {
        return line.contains("\"number\":") && line.endsWith("}");
    }

    /** How many lines are cut off. */
    long cut() {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> !line.endsWith("}")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that are no events. */
    List<String> notices() {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.contains("\"@notice\"")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many streams have seen an open. */
    long streamsWith(int number) {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.contains("\"number\":" + number + ',')).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
