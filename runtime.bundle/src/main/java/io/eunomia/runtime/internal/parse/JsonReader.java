package io.eunomia.runtime.internal.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a JSON document into maps, lists, texts, numbers and booleans, within bounds; {@code null} stays null. */
final class JsonReader {
    /** Members of the outermost object whose texts are not copied out of the package's bytes. */
    private static final Set<String> ENCODED = Set.of("data", "bpf_object");
    private static final int MAX_DEPTH = 32;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_DIGITS = 100;
    /** Of several packages that are read at a time, all of which become objects in a small heap. */
    private static final int MAX_TOKENS = 20_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT).maxNumberLength(MAX_DIGITS).maxNameLength(1000)
                    .maxTokenCount(MAX_TOKENS).build())
            .build();

    private final byte[] document;

    private JsonReader(byte[] document) {
        this.document = document;
    }

    /**
     * Reads an object.
     *
     * @param warnings receives the members that the reader of the result does not ask for
     * @throws io.eunomia.runtime.TrackerException with line and column when it is not one JSON object
     */
    static JsonObject readObject(byte[] document, List<String> warnings) {
        Object value = new JsonReader(document).read();
        return new JsonValue(value, "", warnings).object();
    }

    private Object read() {
        try (JsonParser parser = FACTORY.createParser(document)) {
            return read(parser);
        } catch (IOException e) {
            throw BadPackage.at("", "is not JSON: " + e.getMessage(), "send UTF-8 text", e);
        }
    }

    private Object read(JsonParser parser) throws IOException {
        try {
            parser.nextToken();
            Object value = value(parser, 0);
            if (parser.nextToken() != null) {
                throw BadPackage.at("", "text follows the JSON object" + place(parser.currentLocation()),
                        "send one JSON object");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(e, place(e.getLocation() == null ? parser.currentLocation() : e.getLocation()));
        }
    }

    private Object value(JsonParser parser, int depth) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                return object(parser, depth);
            case START_ARRAY:
                return array(parser, depth);
            case VALUE_STRING:
                return prose(parser);
            case VALUE_NUMBER_INT:
            case VALUE_NUMBER_FLOAT:
                return parser.getNumberValue();
            case VALUE_TRUE:
            case VALUE_FALSE:
                return parser.getBooleanValue();
            default:
                return null;
        }
    }

    private Map<String, Object> object(JsonParser parser, int depth) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (!PlainText.isPlain(name)) {
                throw controls("the name of a member", name, parser);
            }
            JsonToken token = parser.nextToken();
            boolean encoded = depth == 0 && token == JsonToken.VALUE_STRING && ENCODED.contains(name);
            members.put(name, encoded ? encoded(parser) : value(parser, depth + 1));
        }
        return members;
    }

    private static String prose(JsonParser parser) throws IOException {
        String text = parser.getText();
        if (!PlainText.isProse(text)) {
            throw controls("a text", text, parser);
        }
        return text;
    }

    private static RuntimeException controls(String what, String text, JsonParser parser) {
        return BadPackage.at("", what + " has a control character" + place(parser.currentTokenLocation()) + ": \""
                + PlainText.shown(text) + '"', "leave it out: it would be written on terminals and into streams");
    }

    private List<Object> array(JsonParser parser, int depth) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser, depth + 1));
        }
        return elements;
    }

    /**
     * Returns a text that stays in the package. The parser has not read it yet and checks it, without keeping it, when it
     * goes on.
     */
    private EncodedText encoded(JsonParser parser) {
        return EncodedText.at(document, Math.toIntExact(parser.currentTokenLocation().getByteOffset()));
    }

    private static RuntimeException malformed(JsonProcessingException e, String place) {
        if (e instanceof StreamConstraintsException) {
            return BadPackage.tooLarge("", "JSON beyond bounds" + place + ": " + e.getOriginalMessage(),
                    "at most " + MAX_DEPTH + " levels, " + MAX_DIGITS + " digits a number, " + MAX_TEXT
                            + " characters a text");
        }
        if (e instanceof JsonEOFException) {
            return BadPackage.at("", "the JSON ends too early" + place, "it was cut off; send all of it", e);
        }
        return BadPackage.at("", "is not JSON" + place + ": " + e.getOriginalMessage(),
                "check it, for example with python3 -m json.tool", e);
    }

    private static String place(JsonLocation location) {
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
