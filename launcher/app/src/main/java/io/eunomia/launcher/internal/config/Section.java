package io.eunomia.launcher.internal.config;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Reads a table of the file by type; a value of another type is an error that names the line. */
record Section(Path path, UnmodifiableConfig table, ToIntFunction<String> lines) {

    Optional<String> text(String key) {
        return value(key, String.class, "a text in quotes");
    }

    Optional<Boolean> truth(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /** Reads a number from 1 to {@code most}. */
    Optional<Long> number(String key, long most) {
        String wanted = "a whole number from 1 to " + most;
        Optional<Number> number = value(key, Number.class, wanted);
        boolean whole = number.isEmpty() || number.get() instanceof Long || number.get() instanceof Integer;
        if (!whole || number.isPresent() && (number.get().longValue() < 1 || number.get().longValue() > most)) {
            throw wrong(key, wanted);
        }
        return number.map(Number::longValue);
    }

    /** Reads a path, and refuses a text that cannot be one. */
    Optional<Path> path(String key) {
        Optional<String> text = text(key);
        try {
            return text.map(Path::of);
        } catch (InvalidPathException e) {
            throw wrong(key, "a path, and \"" + PrintableText.shown(text.get()) + "\" cannot be one: " + e.getReason());
        }
    }

    Optional<UnmodifiableConfig> table(String key) {
        return value(key, UnmodifiableConfig.class, "a table");
    }

    List<UnmodifiableConfig> tables(String key) {
        Optional<List<?>> list = value(key, List.class, "an array of tables, [[" + key + "]]").map(raw -> (List<?>) raw);
        return list.orElse(List.of()).stream().map(entry -> {
            if (entry instanceof UnmodifiableConfig config) {
                return config;
            }
            throw wrong(key, "an array of tables, [[" + key + "]]");
        }).toList();
    }

    List<String> list(String key) {
        Optional<List<?>> list = value(key, List.class, "a list of texts").map(raw -> (List<?>) raw);
        return list.orElse(List.of()).stream().map(String::valueOf).toList();
    }

    /** Reads a table of texts, numbers and booleans, all as text; lists and tables in it as JSON. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        table(key).ifPresent(values -> {
            for (UnmodifiableConfig.Entry entry : values.entrySet()) {
                texts.put(entry.getKey(), plainText(entry.getValue()));
            }
        });
        return texts;
    }

    /** Reads a table of texts or lists of texts. */
    Map<String, List<String>> lists(String key) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        table(key).ifPresent(values -> {
            for (UnmodifiableConfig.Entry entry : values.entrySet()) {
                Object value = entry.getValue();
                lists.put(entry.getKey(), value instanceof List<?> list ? list.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(value)));
            }
        });
        return lists;
    }

    /**
     * Reads a table of tables, {@code { events = { max_entries = 4096 } }}, as {@code events.max_entries}; that key may
     * also be written as it is.
     */
    Map<String, String> nested(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        table(key).ifPresent(values -> {
            for (UnmodifiableConfig.Entry entry : values.entrySet()) {
                if (entry.getValue() instanceof UnmodifiableConfig inner) {
                    inner.entrySet().forEach(one -> texts.put(entry.getKey() + '.' + one.getKey(),
                            String.valueOf(one.<Object>getValue())));
                } else {
                    texts.put(entry.getKey(), String.valueOf(entry.<Object>getValue()));
                }
            }
        });
        return texts;
    }

    private static String plainText(Object value) {
        if (!(value instanceof List || value instanceof UnmodifiableConfig)) {
            return String.valueOf(value);
        }
        try {
            return JSON.std.asString(plain(value));
        } catch (IOException e) {
            throw new UncheckedIOException("a value that cannot be written as JSON", e);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof UnmodifiableConfig table) {
            Map<String, Object> members = new LinkedHashMap<>();
            table.entrySet().forEach(entry -> members.put(entry.getKey(), plain(entry.getValue())));
            return members;
        }
        return value instanceof List<?> list ? list.stream().map(Section::plain).toList()
                : value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    private <T> Optional<T> value(String key, Class<T> type, String wanted) {
        Object value = table.get(List.of(key));
        if (value != null && !type.isInstance(value)) {
            throw wrong(key, wanted);
        }
        return Optional.ofNullable(type.cast(value));
    }

    private ConfigException wrong(String key, String wanted) {
        return new ConfigException(path + ":" + lines.applyAsInt(key) + ": \"" + key + "\" must be " + wanted);
    }
}
