package io.eunomia.shell.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A message of the shell's protocol. @param fields their meaning depends on the type; not copied, must not be changed */
public record Frame(FrameType type, List<byte[]> fields) {

    public Frame {
        fields = List.copyOf(fields);
    }

    public static Frame of(FrameType type, String... texts) {
        return new Frame(type, Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
    }

    public static Frame of(FrameType type, byte[] content) {
        return new Frame(type, List.of(content));
    }

    /** A field as text; empty when there is none of that index. */
    public String text(int index) {
        return index < fields.size() ? new String(fields.get(index), StandardCharsets.UTF_8) : "";
    }

    /** All fields from {@code index} on, as texts. */
    public List<String> texts(int index) {
        return fields.stream().skip(index).map(field -> new String(field, StandardCharsets.UTF_8)).toList();
    }

    /** The size of all fields together, in bytes. */
    int size() {
        return fields.stream().mapToInt(field -> field.length).sum();
    }
}
