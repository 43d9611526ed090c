package io.eunomia.runtime.internal.watch;

import io.eunomia.runtime.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits what the file beside a watched one may say. If the watched file is no package at all, it quotes nothing of it,
 * because somebody may have put it there to have it read out. The daemon's log has the whole message.
 */
final class Discretion {
    /**
     * Recognises the messages for files that are neither object nor JSON nor jar, and for files that are not JSON, because
     * these quote the file.
     */
    private static final Pattern QUOTES = Pattern.compile("(?s).*(it begins with|is not JSON|is not \\w+ data).*");
    private static final Pattern PLACE = Pattern.compile(" at line \\d+, column \\d+");

    private Discretion() {
    }

    static Failure about(Failure failure) {
        if (!QUOTES.matcher(failure.message()).matches()) {
            return failure;
        }
        Matcher place = PLACE.matcher(failure.message());
        return Failure.at(failure.kind(), failure.pointer(), failure.message().contains("JSON at") && place.find()
                ? "the file is not JSON" + place.group() : "the file is no package: neither an object nor JSON nor a jar",
                "eunomia plan FILE says more to whoever may read the file");
    }
}
