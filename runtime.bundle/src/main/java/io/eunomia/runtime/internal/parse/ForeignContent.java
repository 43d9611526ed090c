package io.eunomia.runtime.internal.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises what people send by mistake in place of a package, such as a source file that is not compiled yet.
 *
 * @param start the beginning of the content, by which it is recognised
 * @param is what the content is
 * @param hint what to send instead
 */
record ForeignContent(Pattern start, String is, String hint) {
    private static final int LOOKED_AT = 4096;
    private static final String COMPILE = "compile it: clang -g -O2 -target bpf -D__TARGET_ARCH_x86 -c FILE.bpf.c -o"
            + " FILE.bpf.o, and send that";
    private static final List<ForeignContent> KNOWN = List.of(
            of("(?is)\\s*<(!doctype|html|\\?xml)", "a page of a web site", "fetch the file itself"),
            of("#!", "a script", "send the compiled BPF object, or a JSON package of it"),
            of("(?ms).*^\\s*(from bcc |import bcc)", "a program of bcc, which compiles its C when it runs",
                    "build its C as a CO-RE object, and send that"),
            of("(?ms).*^\\s*((kprobe|kretprobe|tracepoint|uprobe|usdt|interval|profile):[^\\n;]*|BEGIN\\s*)\\{",
                    "a script of bpftrace", "run it with bpftrace, or write it in C and compile that"),
            of("(?ms).*^\\s*(#\\s*include\\b|#\\s*define\\b|SEC\\(|struct \\w+ \\{|//|/\\*|char \\w+\\[\\] SEC)",
                    "C source and no compiled object", COMPILE),
            of("BC\u00c0\u00de", "LLVM bitcode", "let clang go on to the object: without -emit-llvm, with -target bpf"),
            of("!<arch>", "an archive of objects", "send one of the objects"));

    private static ForeignContent of(String start, String is, String hint) {
        return new ForeignContent(Pattern.compile(start), is, hint);
    }

    static Optional<ForeignContent> find(byte[] content) {
        String text = new String(content, 0, Math.min(LOOKED_AT, content.length), StandardCharsets.ISO_8859_1);
        return KNOWN.stream().filter(one -> one.start.matcher(text).lookingAt()).findFirst();
    }
}
