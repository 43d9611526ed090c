package io.eunomia.runtime;

import io.eunomia.runtime.StartOptions.ExportRequest;
import io.eunomia.runtime.export.ExportHandler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads and writes exports as text; {@link ExportRequest#parse} describes the form. */
final class ExportText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    /** The settings whose value is a list: what follows one without an equals sign belongs to it. */
    private static final Set<String> LISTS = Set.of(ExportHandler.FIELDS, ExportHandler.ENRICH, ExportHandler.DISPLAYS);

    private ExportText() {
    }

    static List<ExportRequest> parse(String text) {
        int colon = text.indexOf(':');
        String[] handlers = (colon < 0 ? text : text.substring(0, colon)).split(",", -1);
        List<ExportRequest> exports = new ArrayList<>();
        for (int i = 0; i < handlers.length; i++) {
            String handler = handlers[i].strip();
            if (handler.isEmpty()) {
                throw wrong(text, "the name of a handler is missing");
            }
            boolean last = colon >= 0 && i == handlers.length - 1;
            exports.add(new ExportRequest(handler, last ? settings(text, handler, text.substring(colon + 1)) : Map.of()));
        }
        return exports;
    }

    private static Map<String, String> settings(String text, String handler, String list) {
        Map<String, String> settings = new LinkedHashMap<>();
        String before = "";
        for (String piece : pieces(list)) {
            int equals = piece.indexOf('=');
            String name = equals < 0 ? "" : piece.substring(0, equals).strip();
            if (equals < 0 && LISTS.contains(before)) {
                settings.merge(before, piece, (all, one) -> all + ',' + one);
            } else if (!NAME.matcher(name).matches()) {
                throw wrong(text, '"' + piece + "\" is no setting NAME=VALUE of the handler " + handler
                        + "; another handler is given by itself, and a comma inside a value is written \\,");
            } else if (settings.put(name, piece.substring(equals + 1)) != null) {
                throw wrong(text, "the setting " + name + " of the handler " + handler + " is there twice");
            } else {
                before = name;
            }
        }
        return settings;
    }

    /** Splits at commas without a backslash before them, and takes away the backslashes before commas and backslashes. */
    private static List<String> pieces(String list) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            char next = i + 1 < list.length() ? list.charAt(i + 1) : 0;
            if (c == '\\' && (next == ',' || next == '\\')) {
                piece.append(next);
                i++;
            } else if (c == ',') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    static String of(ExportRequest export) {
        StringBuilder text = new StringBuilder(export.handler());
        char separator = ':';
        for (Map.Entry<String, String> setting : new TreeMap<>(export.arguments()).entrySet()) {
            text.append(separator).append(setting.getKey()).append('=')
                    .append(setting.getValue().replace("\\", "\\\\").replace(",", "\\,"));
            separator = ',';
        }
        return text.toString();
    }

    private static IllegalArgumentException wrong(String text, String problem) {
        return new IllegalArgumentException("export \"" + text + "\": " + problem);
    }
}
