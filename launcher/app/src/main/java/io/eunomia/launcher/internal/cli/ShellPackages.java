package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.shell.PackageReader;
import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads packages named in the shell where the shell's client runs. */
final class ShellPackages implements PackageReader {
    @Override
    public Frame read(String word, boolean required) {
        try {
            if (word.equals("-")) {
                throw new CommandFailure(ExitCode.USAGE, "the shell has no standard input to read a package from",
                        "name a file, or use: eunomia start -");
            }
            Optional<PackageInput> input = required ? Optional.of(PackageInput.ofTracker(word)) : PackageInput.of(word);
            return input.map(found -> frame(word, found)).orElseGet(() -> Frame.of(FrameType.PACKAGE, word));
        } catch (CommandFailure e) {
            return Frame.of(FrameType.NO_PACKAGE, word, e.getMessage(), e.hint());
        } catch (RuntimeException e) {
            return Frame.of(FrameType.NO_PACKAGE, word, word + " cannot be read: " + e, "");
        }
    }

    private static Frame frame(String word, PackageInput input) {
        String origin = input.origin().equals("command line") ? input.origin()
                : Path.of(input.origin()).toAbsolutePath().normalize().toString();
        return new Frame(FrameType.PACKAGE, List.of(bytes(word), bytes(input.name()), input.content(), bytes(origin)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
