package io.eunomia.launcher.internal.client;

import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The secret that the daemon wants to see, from the environment or else from the daemon's state folder.
 *
 * @param value empty when there is none that may be read; the daemon then says what it thinks of that
 * @param origin for people: where it came from, or why there is none
 * @param owner user id of the owner of the file that it came from, who may see it; -1 when somebody gave it by hand
 */
public record Token(String value, String origin, int owner) {
    public static final String VARIABLE = "EUNOMIA_TOKEN";
    private static final String FILE = "token";
    private static final int MOST_BYTES = 4096;
    private static final int BY_HAND = -1;

    public static Token find(String fromEnvironment, Path state) {
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return new Token(fromEnvironment.trim(), "$" + VARIABLE, BY_HAND);
        }
        Path file = state.resolve(FILE);
        try {
            String value = new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.UTF_8).trim();
            return new Token(value, value.isEmpty() ? file + " is empty" : file.toString(), (int) Files.getAttribute(file, "unix:uid"));
        } catch (NoSuchFileException e) {
            return none(file + " does not exist");
        } catch (AccessDeniedException e) {
            return none(file + " may not be read by this user");
        } catch (IOException e) {
            return none(file + " cannot be read: " + e.getMessage());
        }
    }

    private static Token none(String reason) {
        return new Token("", reason, BY_HAND);
    }

    /** Tells whether it may be shown to any program that listens where the daemon should. */
    boolean givenByHand() {
        return owner == BY_HAND;
    }

    boolean present() {
        return !value.isEmpty();
    }

    /** Explains what is wrong when the daemon has refused it. */
    public String refusal() {
        return present() ? "the daemon does not know the token of " + origin + ": it is another daemon's"
                : "the daemon wants to see its token, and there is none: " + origin;
    }
}
