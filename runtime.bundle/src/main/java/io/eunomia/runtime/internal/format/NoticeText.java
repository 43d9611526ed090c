package io.eunomia.runtime.internal.format;

import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.Utf8Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes notices as one line of text. An end begins with {@code ended (REASON): }, by which clients recognise it in any
 * format; no other notice begins so.
 */
final class NoticeText {

    private NoticeText() {
    }

    /**
     * Appends a notice. Some contain versions and filters, which may hold what a terminal takes for a command, so they are
     * escaped.
     */
    static void append(Notice notice, Utf8Sink out) {
        if (notice instanceof Notice.Ended ended) {
            out.ascii("ended (").ascii(ended.end().label()).ascii("): ");
        }
        ByteBuffer text = ByteBuffer.wrap(notice.text().getBytes(StandardCharsets.UTF_8));
        Utf8Text.PLAIN.append(text, 0, text.limit(), false, out);
    }
}
