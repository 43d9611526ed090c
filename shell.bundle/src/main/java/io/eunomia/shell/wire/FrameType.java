package io.eunomia.shell.wire;

/** The purpose of a frame; its letter goes over the wire. Fields are UTF-8 texts unless said otherwise. */
public enum FrameType {
    /** Client: {@code true} or {@code false} for coloured output, columns, rows. Sent first, and at each change. */
    TERMINAL('T'),
    /** Client: one command line, or several. Answered by {@link #DONE}. */
    EXECUTE('E'),
    /** Client: ends the running command. */
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
    /** Daemon: how a command ended: the name of an {@link Ending}, and the failure's kind in lower case, or an empty text. */
    DONE('d'),
    /** Daemon: whether file names are candidates too ({@code true}, {@code false}), then words. */
    CANDIDATES('c'),
    /** Daemon: the word that names a file, the name of what is {@link Wanted}, and a kernel's release or an empty text. */
    PACKAGE_WANTED('p'),
    /** Daemon: why the session ends. */
    BYE('b');

    /** What a client is asked to read. */
    public enum Wanted {
        /** A package, unless the word can only be the name of a tracker. */
        PACKAGE_IF_ANY,
        /** A package, or that of a tracker that comes with the distribution. */
        PACKAGE,
        /** The package of a tracker that comes with the distribution, if it is one. */
        BUILT_IN,
        /** A kernel's types; in the answer its release stands in place of the origin. */
        TYPES
    }

    /** The ways in which a command ends. */
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
