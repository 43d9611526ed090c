package io.eunomia.bench.update;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Reads a stream of numbered events to its end: which came, which came twice, how often the version changed. */
final class NumberCheck extends Thread {
    private static final String NUMBER = "\"number\":";
    private static final String VERSION = "\"version\":";

    private final InputStream in;
    private final BitSet seen = new BitSet();
    private long doubled;
    private long changes;
    private String failure = "";

    NumberCheck(InputStream in) {
        super("numbers");
        this.in = in;
        setDaemon(true);
    }

    @Override
    public synchronized void run() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            long last = -1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.contains(NUMBER)) {
                    continue;
                }
                int number = (int) value(line, NUMBER);
                doubled += seen.get(number) ? 1 : 0;
                seen.set(number);
                long version = value(line, VERSION);
                changes += last >= 0 && last != version ? 1 : 0;
                last = version;
            }
        } catch (IOException e) {
            failure = ", reading ended with " + e;
        }
    }

    private static long value(String line, String key) {
        int at = line.indexOf(key) + key.length();
        int end = at;
        while (Character.isDigit(line.charAt(end))) {
            end++;
        }
        return Long.parseLong(line.substring(at, end));
    }

    /** After the end. */
    synchronized long missing(long calls) {
        return calls - seen.cardinality();
    }

    synchronized long doubled() {
        return doubled;
    }

    synchronized String summary(long calls) {
        return missing(calls) + " missing, " + doubled + " doubled, the version changed " + changes + " times" + failure;
    }
}
