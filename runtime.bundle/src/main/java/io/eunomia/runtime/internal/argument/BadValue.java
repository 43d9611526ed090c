package io.eunomia.runtime.internal.argument;

/** Thrown for a text that is no value of its type. The message says what is expected, to be put after that word. */
public final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String text;
    private final String example;

    /** @param path of the part in the argument, such as {@code [2]}; empty for the whole */
    BadValue(String path, String text, String expected, String example) {
        super(expected);
        this.path = path;
        this.text = text;
        this.example = example;
    }

    /** An example of a correct value. */
    public String example() {
        return example;
    }

    public String path() {
        return path;
    }

    /** The text that was given for that part. */
    public String text() {
        return text;
    }
}
