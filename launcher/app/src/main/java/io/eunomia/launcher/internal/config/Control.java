package io.eunomia.launcher.internal.config;

/** Text of a file in a message for people: what is not printable would be a line of its own, or a terminal's command. */
final class Control {

    private Control() {
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
