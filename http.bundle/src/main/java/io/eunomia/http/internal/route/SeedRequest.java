package io.eunomia.http.internal.route;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.runtime.StartOptions.ExportRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the requests of 2022, within bounds; a package inside one is kept as bytes. */
final class SeedRequest {
    private final byte[] body;
    private String name = "";
    private Integer id;
    private final List<ExportRequest> exports = new ArrayList<>();
    private final List<byte[]> arguments = new ArrayList<>();

    private SeedRequest(byte[] body) {
        this.body = body;
    }

    /** @throws HttpProblem when the body is anything but one JSON object of this form */
    static SeedRequest read(byte[] body) {
        SeedRequest request = new SeedRequest(body);
        JsonText.read(body, "the body", "", request::root);
        return request;
    }

    String name() {
        return name;
    }

    /** @throws HttpProblem when the request has none */
    int id() {
        if (id == null) {
            throw HttpProblem.badRequest("/id: is missing", "send {\"id\": 4}").pointer("/id");
        }
        return id;
    }

    List<ExportRequest> exports() {
        return List.copyOf(exports);
    }

    /** The arguments: each is the bytes of a string, or of an object as it stands in the body. */
    List<byte[]> arguments() {
        return arguments;
    }

    private void root(JsonParser parser) throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "", "an object is expected");
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (member) {
                case "name":
                    expect(token == JsonToken.VALUE_STRING, "/name", "text is expected");
                    name = parser.getText();
                    break;
                case "id":
                    expect(token == JsonToken.VALUE_NUMBER_INT, "/id", "a whole number is expected");
                    id = parser.getIntValue();
                    break;
                case "export_handlers":
                    expect(token == JsonToken.START_ARRAY, "/export_handlers", "a list is expected");
                    handlers(parser);
                    break;
                case "args":
                    expect(token == JsonToken.START_ARRAY, "/args", "a list is expected");
                    arguments(parser);
                    break;
                default:
                    parser.skipChildren();
            }
        }
    }

    private void arguments(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                arguments.add(Arrays.copyOfRange(body, from, (int) parser.currentLocation().getByteOffset()));
            } else {
                expect(token == JsonToken.VALUE_STRING, "/args/" + arguments.size(), "text or an object is expected");
                arguments.add(parser.getText().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void handlers(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String pointer = "/export_handlers/" + exports.size();
            expect(parser.currentToken() == JsonToken.START_OBJECT, pointer, "an object is expected");
            String handler = "";
            Map<String, String> settings = new LinkedHashMap<>();
            for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (member.equals("name")) {
                    expect(token == JsonToken.VALUE_STRING, pointer + "/name", "text is expected");
                    handler = parser.getText();
                } else if (member.equals("args")) {
                    settings(parser, pointer + "/args", settings);
                } else {
                    parser.skipChildren();
                }
            }
            expect(!handler.isEmpty(), pointer + "/name", "is missing");
            exports.add(new ExportRequest(handler, settings));
        }
    }

    /** Reads settings from {@code ["path=/tmp/x"]} or {@code {"path": "/tmp/x"}}. */
    private static void settings(JsonParser parser, String pointer, Map<String, String> settings) throws IOException {
        boolean list = parser.currentToken() == JsonToken.START_ARRAY;
        expect(list || parser.currentToken() == JsonToken.START_OBJECT, pointer, "a list is expected");
        while (!parser.nextToken().isStructEnd()) {
            if (list) {
                expect(parser.currentToken() == JsonToken.VALUE_STRING, pointer, "texts are expected");
                setting(parser.getText(), pointer, settings);
            } else {
                String member = parser.currentName();
                expect(parser.nextToken().isScalarValue(), pointer + '/' + member, "a text is expected");
                settings.put(member, parser.getText());
            }
        }
    }

    /**
     * Reads one of {@link #arguments} as a tracker's arguments: {@code name=value}, or an object with a member for each, in
     * which lists and objects stay JSON.
     */
    static void values(byte[] argument, String pointer, Map<String, String> values) {
        if (argument.length == 0 || argument[0] != '{') {
            setting(new String(argument, StandardCharsets.UTF_8), pointer, values);
            return;
        }
        JsonText.read(argument, pointer, pointer, parser -> members(parser, argument, pointer, values));
    }

    private static void members(JsonParser parser, byte[] argument, String pointer, Map<String, String> values)
            throws IOException {
        parser.nextToken();
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            expect(token != JsonToken.VALUE_NULL, pointer + '/' + member, "a value is expected");
            if (token.isScalarValue()) {
                values.put(member, parser.getText());
            } else {
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                values.put(member, new String(argument, from, (int) parser.currentLocation().getByteOffset() - from,
                        StandardCharsets.UTF_8));
            }
        }
    }

    static void setting(String text, String pointer, Map<String, String> settings) {
        int equals = text.indexOf('=');
        expect(equals > 0, pointer, "\"" + text + "\" is not of the form name=value");
        settings.put(text.substring(0, equals), text.substring(equals + 1));
    }

    private static void expect(boolean holds, String pointer, String message) {
        if (!holds) {
            throw HttpProblem.badRequest(pointer.isEmpty() ? message : pointer + ": " + message,
                    "a request of 2022 is {\"name\": …, \"args\": [\"name=value\"], \"export_handlers\": [{\"name\": …, \"args\": []}]}").pointer(pointer);
        }
    }
}
