package io.eunomia.launcher.internal.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The secret that the daemon wants to see: of the environment, else of the daemon's state folder. */
public final class Token {
    public static final String VARIABLE = "EUNOMIA_TOKEN";
    private static final String FILE = "token";

    private Token() {
    }

    /** @return empty when there is none that may be read; the daemon then says what it thinks of that */
    public static String find(String fromEnvironment, Path state) {
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return fromEnvironment.trim();
        }
        try {
            return Files.readString(state.resolve(FILE)).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
