package io.eunomia.http.internal.route;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.eunomia.http.internal.HttpProblem;
import java.io.IOException;

/** Reads one JSON value in UTF-8 with nothing after it, within bounds. Any other text is reported as the sender's mistake. */
final class JsonText {
    /** Sets no bound for strings, because the body's bound covers them already. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32)
                    .maxStringLength(Integer.MAX_VALUE).maxNumberLength(100).build())
            .build();
    private static final String HINT = "send one JSON object in UTF-8";

    private JsonText() {
    }

    /** Reads the value from a parser that stands before it, and leaves the parser at the value's last token. */
    interface Reader {
        void read(JsonParser parser) throws IOException;
    }

    /**
     * @param what a name of the text, for messages
     * @param pointer JSON pointer to it in the body, or empty
     * @throws HttpProblem of status 400 when the text is anything else
     */
    static void read(byte[] text, String what, String pointer, Reader reader) {
        if (isWide(text)) {
            throw HttpProblem.badRequest(what + " is in UTF-16 or UTF-32", HINT).pointer(pointer);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            reader.read(parser);
            if (parser.nextToken() != null) {
                throw HttpProblem.badRequest("text follows the JSON of " + what + " at line "
                        + parser.currentTokenLocation().getLineNr() + ", column "
                        + parser.currentTokenLocation().getColumnNr(), HINT).pointer(pointer);
            }
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr();
            throw HttpProblem.badRequest(what + " is not JSON" + place + ": " + e.getOriginalMessage(), HINT)
                    .pointer(pointer);
        } catch (IOException e) {
            throw HttpProblem.badRequest(what + " is not JSON: " + e.getMessage(), HINT).pointer(pointer);
        }
    }

    /**
     * Tells whether the text is UTF-16 or UTF-32. Jackson would read these too, but counts their characters and not their
     * bytes, by which parts of a body are taken. JSON begins with an ASCII character, so one of its first two bytes is zero in
     * such a text, or it begins with a byte order mark (RFC 4627, section 3).
     */
    private static boolean isWide(byte[] text) {
        if (text.length < 2) {
            return false;
        }
        int mark = (text[0] & 0xff) << 8 | text[1] & 0xff;
        return text[0] == 0 || text[1] == 0 || mark == 0xfeff || mark == 0xfffe;
    }
}
