package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.FlamePage;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.stack.FlameTree.Node;
import java.util.Locale;

/**
 * Draws a flame graph as SVG that needs nothing beside itself: a click zooms, Ctrl-F searches. Names are text in it and never
 * markup, whatever they contain.
 */
public final class FlameGraph {
    private static final int WIDTH = 1200;
    private static final int SIDE = 10;
    private static final int HEAD = 64;
    private static final int FOOT = 34;
    private static final int LINE = 17;
    /** The width of a letter of the font that is used, in pixels; flamegraph.js has the same. */
    private static final double LETTER = 6.7;
    private static final int LEAST_LETTERS = 3;
    private static final double LEAST_WIDTH = 1;

    private final FlameTree tree;
    private final String title;
    private final String unit;
    private final String about;
    private final FlamePage page = FlamePage.load();
    private int depth;
    private int narrow;

    /** @param unit of what is counted, or empty @param about a line below the title */
    public FlameGraph(FlameTree tree, String title, String unit, String about) {
        this.tree = tree;
        this.title = title;
        this.unit = unit;
        this.about = about;
    }

    public void write(Utf8Sink out) {
        measure(tree.root(), 0);
        int height = HEAD + (depth + 1) * LINE + FOOT;
        out.ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").decimal(WIDTH).put(' ')
                .decimal(height).ascii("\" width=\"").decimal(WIDTH).ascii("\" height=\"").decimal(height).ascii("\">\n<style>").text(page.style())
                .ascii("</style>\n");
        out.ascii("<rect class=\"back\" width=\"").decimal(WIDTH).ascii("\" height=\"").decimal(height).ascii("\"/>\n");
        text(out, "title", SIDE, 22, "start", title);
        text(out, "about", SIDE, 42, "start", about());
        out.ascii("<text id=\"reset\" class=\"button\" x=\"").decimal(WIDTH - 330).ascii("\" y=\"22\" tabindex=\"0\">Reset zoom</text>\n");
        out.ascii("<text id=\"matched\" class=\"about\" x=\"").decimal(WIDTH - SIDE).ascii("\" y=\"42\" text-anchor=\"end\"></text>\n");
        out.ascii("<foreignObject x=\"").decimal(WIDTH - 230).ascii("\" y=\"6\" width=\"").decimal(230 - SIDE).ascii("\" height=\"24\">")
                .ascii("<input xmlns=\"http://www.w3.org/1999/xhtml\" id=\"search\" type=\"search\" placeholder=\"Search (Ctrl-F)\""
                        + " aria-label=\"Search functions\"/></foreignObject>\n");
        if (tree.root().count() > 0) {
            frame(tree.root(), 0, 0, out);
        }
        out.ascii("<text id=\"details\" class=\"about\" x=\"").decimal(SIDE).ascii("\" y=\"").decimal(height - 12).ascii("\"></text>\n");
        out.ascii("<script>").text(page.script()).ascii("</script>\n</svg>\n");
    }

    private String about() {
        String left = narrow == 0 ? "" : "; " + narrow + (narrow == 1 ? " function is" : " functions are") + " narrower than a pixel and not drawn";
        String cut = tree.cut() == 0 ? "" : "; " + tree.cut() + (tree.cut() == 1 ? " stack is" : " stacks are") + " drawn in part, because there are too many functions";
        return about + ": " + (tree.root().count() == 0 ? "nothing" : counted(tree.root().count())) + left + cut;
    }

    private String counted(long count) {
        return count + (unit.isEmpty() ? "" : " " + unit);
    }

    private double width(Node node) {
        return (double) node.count() * (WIDTH - 2 * SIDE) / tree.root().count();
    }

    private void measure(Node node, int level) {
        depth = Math.max(depth, level);
        for (Node child : node.children()) {
            if (width(child) >= LEAST_WIDTH) {
                measure(child, level + 1);
            } else {
                narrow += all(child);
            }
        }
    }

    private static int all(Node node) {
        int all = 1;
        for (Node child : node.children()) {
            all += all(child);
        }
        return all;
    }

    private void frame(Node node, long start, int level, Utf8Sink out) {
        double x = SIDE + (double) start * (WIDTH - 2 * SIDE) / tree.root().count();
        double width = width(node);
        int y = HEAD + (depth - level) * LINE;
        double share = 100.0 * node.count() / tree.root().count();
        out.ascii("<g class=\"f ").ascii(node.level().kind().name().toLowerCase(Locale.ROOT)).ascii("\" tabindex=\"0\" data-s=\"").decimal(start)
                .ascii("\" data-n=\"").decimal(node.count()).ascii("\" data-d=\"").decimal(level).ascii("\"><title>");
        XmlText.write(node.level().name(), out);
        out.ascii(" (");
        XmlText.write(counted(node.count()), out);
        out.ascii(String.format(Locale.ROOT, ", %.2f %%)</title><rect x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\" rx=\"1\" fill=\"%s\"/>"
                + "<text x=\"%.2f\" y=\"%d\">", share, x, y, width, LINE - 1, FlameColours.of(node.level()), x + 3, y + 12));
        XmlText.write(fitted(node.level().name(), width), out);
        out.ascii("</text></g>\n");
        long next = start;
        for (Node child : node.children()) {
            if (width(child) >= LEAST_WIDTH) {
                frame(child, next, level + 1, out);
            }
            next += child.count();
        }
    }

    private static String fitted(String name, double width) {
        int letters = (int) ((width - 6) / LETTER);
        if (letters < LEAST_LETTERS) {
            return "";
        }
        int length = name.codePointCount(0, name.length());
        return length <= letters ? name : name.substring(0, name.offsetByCodePoints(0, letters - 2)) + "..";
    }

    private static void text(Utf8Sink out, String style, int x, int y, String anchor, String text) {
        out.ascii("<text class=\"").ascii(style).ascii("\" x=\"").decimal(x).ascii("\" y=\"").decimal(y).ascii("\" text-anchor=\"").ascii(anchor).ascii("\">");
        XmlText.write(text, out);
        out.ascii("</text>\n");
    }
}
