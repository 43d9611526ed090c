package io.eunomia.launcher.internal.cli;

import io.eunomia.launcher.internal.shell.PackageReader;
import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.command.LocalFiles;
import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameType;
import io.eunomia.shell.wire.FrameType.Wanted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads packages named in the shell where the shell's client runs. */
final class ShellPackages implements PackageReader {
    private final LocalFiles files = ProcessFiles.here();

    @Override
    public Frame read(String word, Wanted wanted, String release) {
        try {
            if (word.equals("-")) {
                throw new CommandFailure(ExitCode.USAGE, "the shell has no standard input to read a package from",
                        "name a file, or use: eunomia start -");
            }
            return switch (wanted) {
                case PACKAGE_IF_ANY -> frame(word, files.find(word));
                case PACKAGE -> frame(word, Optional.of(files.require(word)));
                case BUILT_IN -> frame(word, files.builtIn(word));
                case TYPES -> types(word, files.types(word, release));
            };
        } catch (CommandFailure e) {
            return Frame.of(FrameType.NO_PACKAGE, word, e.getMessage(), e.hint());
        } catch (RuntimeException e) {
            return Frame.of(FrameType.NO_PACKAGE, word, word + " cannot be read: " + e, "");
        }
    }

    private static Frame frame(String word, Optional<PackageSource> found) {
        if (found.isEmpty()) {
            return Frame.of(FrameType.PACKAGE, word);
        }
        PackageSource source = found.get();
        String origin = source.origin().equals("command line") ? source.origin()
                : Path.of(source.origin()).toAbsolutePath().normalize().toString();
        return new Frame(FrameType.PACKAGE, List.of(bytes(word), bytes(source.name()), source.content(), bytes(origin)));
    }

    private static Frame types(String word, KernelSource types) {
        return new Frame(FrameType.PACKAGE, List.of(bytes(word), bytes(types.name()), types.content(), bytes(types.release())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
