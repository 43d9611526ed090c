package io.eunomia.runtime.control;

import io.eunomia.runtime.Origin;

/**
 * Who asks for an action, and from where.
 *
 * @param who the user's name, where it is known; else empty
 * @param address the client's address and port, or the session; may be empty
 */
public record Caller(Face face, String who, String address) {

    /** The ways by which an action is asked for. */
    public enum Face {
        /** A request over HTTP, which the command line sends too. */
        HTTP,
        /** A command in a Gogo session. */
        SHELL,
        /** A command of the command line that runs the engine itself. */
        COMMAND_LINE
    }

    /** A client over HTTP. @param address with its port, by which the process can be found */
    public static Caller http(String address) {
        return new Caller(Face.HTTP, "", address);
    }

    /** A user of the shell. @param user empty in a framework's own shell @param session names the session's subscriptions */
    public static Caller shell(String user, String session) {
        return new Caller(Face.SHELL, user, session);
    }

    public static Caller commandLine() {
        return new Caller(Face.COMMAND_LINE, "", "");
    }

    /** The owner of the trackers that the caller starts. */
    public Origin origin() {
        return switch (face) {
            case HTTP -> Origin.HTTP;
            case SHELL -> Origin.SHELL;
            case COMMAND_LINE -> Origin.EMBEDDED;
        };
    }

    /** The name of the caller's subscriptions in the ledger. */
    public String subscriber() {
        return face == Face.SHELL ? address : toString();
    }

    /** Describes the caller for the log: {@code http 127.0.0.1:40312}. */
    @Override
    public String toString() {
        return switch (face) {
            case HTTP -> "http " + address;
            case SHELL -> who.isEmpty() ? "shell" : "shell, user " + who;
            case COMMAND_LINE -> "the command line";
        };
    }
}
