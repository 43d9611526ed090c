package io.eunomia.launcher.internal.config;

/**
 * Makes text of a file fit for a message: characters that are not printable could start a line of their own or be a
 * terminal's command.
 */
final class PrintableText {

    private PrintableText() {
    }

    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        String.valueOf(text).codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
