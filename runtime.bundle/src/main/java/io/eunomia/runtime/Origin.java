package io.eunomia.runtime;

import java.util.Locale;

/**
 * Who wants a tracker, and so who may replace it: a name that two origins want stays with the one that has it, until the
 * other adopts it.
 *
 * @param key what tells origins of one kind apart: the absolute path of a watched file, the name or file of a configured
 *     tracker, the name of a built-in one, the location of a bundle; empty for those that act once
 */
public record Origin(Kind kind, String key) {

    /** The origin of those who act once: somebody over HTTP, in the shell, or a program that embeds the runtime. */
    public static final Origin HTTP = new Origin(Kind.HTTP, "");
    public static final Origin SHELL = new Origin(Kind.SHELL, "");
    public static final Origin EMBEDDED = new Origin(Kind.EMBEDDED, "");

    /** The kinds of origins; {@link #label} is what faces show. */
    public enum Kind {
        /** It comes with the distribution. */
        BUILTIN("the distribution"),
        /** Somebody sent its package over HTTP, for instance with the command line. */
        HTTP("HTTP"),
        /** Somebody started it in the Gogo shell. */
        SHELL("the shell"),
        /** A file in the watched folder asks for it. */
        WATCHED("the watched file"),
        /** An entry of the daemon's configuration file asks for it. */
        CONFIGURED("the configuration's tracker"),
        /** A program that embeds the runtime asked for it. */
        EMBEDDED("the embedding program"),
        /** Somebody installed its bundle with the framework's own means. */
        BUNDLE("the bundle");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Origin builtIn(String name) {
        return new Origin(Kind.BUILTIN, name);
    }

    /**
     * Names a file of the watched folder as the origin.
     *
     * @param file absolute
     */
    public static Origin watched(java.nio.file.Path file) {
        return new Origin(Kind.WATCHED, file.toString());
    }

    /**
     * Names an entry of the configuration as the origin.
     *
     * @param entry the name in it, or else its file
     */
    public static Origin configured(String entry) {
        return new Origin(Kind.CONFIGURED, entry);
    }

    public static Origin bundle(String location) {
        return new Origin(Kind.BUNDLE, location);
    }

    /** Describes the origin for people: {@code the watched file /etc/eunomia/trackers/opens.json}. */
    @Override
    public String toString() {
        return kind == Kind.BUILTIN || key.isEmpty() ? kind.words : kind.words + ' ' + key;
    }
}
