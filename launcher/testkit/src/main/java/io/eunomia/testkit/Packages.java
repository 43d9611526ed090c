package io.eunomia.testkit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Packages as people send them. */
public final class Packages {
    private Packages() {
    }

    /** The form of 2022. */
    public static String seed(String name, byte[] object, List<String> maps, List<String> programs) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("data", Base64.getEncoder().encodeToString(object));
        members.put("data_sz", object.length);
        members.put("maps", maps);
        members.put("progs", programs);
        return json(members);
    }

    /** Eunomia's own form. @param more members beside the usual */
    public static byte[] own(String name, String version, Path object, Map<String, Object> more) {
        return own(name, version, Distribution.bytes(object), more);
    }

    /** Eunomia's own form, of an object in memory. */
    public static byte[] own(String name, String version, byte[] object, Map<String, Object> more) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put("eunomia", 1);
        members.put("name", name);
        members.put("version", version);
        members.put("data", Base64.getEncoder().encodeToString(object));
        return json(members).getBytes(StandardCharsets.UTF_8);
    }

    public static String json(Object value) {
        try {
            return JSON.std.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
