package io.eunomia.shell.wire;

/** What a frame is for; the letter goes over the wire. Fields are UTF-8 texts unless said otherwise. */
public enum FrameType {
    /** Client: whether output may be coloured ({@code true}, {@code false}), columns, rows. First, and at each change. */
    TERMINAL('T'),
    /** Client: one command line, or several. Answered by {@link #DONE}. */
    EXECUTE('E'),
    /** Client: ends the command that runs. */
    INTERRUPT('I'),
    /** Client: words of the line up to the cursor, the last one being completed. Answered by {@link #CANDIDATES}. */
    COMPLETE('C'),
    /** Client, after {@link #PACKAGE_WANTED}: the word; name, content (bytes) and origin, unless there is none. */
    PACKAGE('P'),
    /** Client, after {@link #PACKAGE_WANTED}: the word, why there is no package, and a hint. */
    NO_PACKAGE('N'),

    /** Daemon: bytes of standard output. */
    OUT('o'),
    /** Daemon: bytes of standard error. */
    ERROR('e'),
    /** Daemon: how a command ended, the name of an {@link Ending}, and the kind of the failure, in lower case, or nothing. */
    DONE('d'),
    /** Daemon: whether files go as well ({@code true}, {@code false}), then words. */
    CANDIDATES('c'),
    /** Daemon: the word that names a package, and whether nothing else will do. */
    PACKAGE_WANTED('p'),
    /** Daemon: why the session ends. */
    BYE('b');

    /** How a command ended. */
    public enum Ending {
        OK, FAILED,
        /** The text stops in the middle of a command: more of it is wanted. */
        INCOMPLETE,
        INTERRUPTED
    }

    private final byte letter;

    FrameType(char letter) {
        this.letter = (byte) letter;
    }

    byte letter() {
        return letter;
    }

    /** @return null when there is none */
    static FrameType of(byte letter) {
        for (FrameType type : values()) {
            if (type.letter == letter) {
                return type;
            }
        }
        return null;
    }
}
