package io.eunomia.runtime.internal.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.FlamePage;
import io.eunomia.runtime.display.StackFrame;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.stack.FlameLevel.Kind;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What is drawn is what was counted, and names are never anything but text. */
class FlameGraphTest {
    private static final List<String> HOSTILE = List.of("</title><script>alert(1)</script>", "\" onload=\"alert(1)", "a&b<c>d'e\"f", "]]>",
            "<!--", "&#60;script&#62;", "x\u0000y\u001b[31mz\uffff", "\ud800", "\u202egpj", "${name}", "a;b;c 99", "");

    private static FlameTree tree(String... folded) {
        FlameTree tree = new FlameTree();
        for (String line : folded) {
            int blank = line.lastIndexOf(' ');
            List<FlameLevel> levels = new ArrayList<>();
            for (String name : line.substring(0, blank).split(";")) {
                levels.add(new FlameLevel(name, Kind.USER));
            }
            tree.add(levels, Long.parseLong(line.substring(blank + 1)));
        }
        return tree;
    }

    private static String svg(FlameTree tree) {
        Utf8Sink out = new Utf8Sink(1024);
        new FlameGraph(tree, "cpu", "samples", "now").write(out);
        return out.toString();
    }

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> titles(Document picture) {
        NodeList all = picture.getElementsByTagName("title");
        return IntStream.range(0, all.getLength()).mapToObj(i -> all.item(i).getTextContent()).toList();
    }

    @Test
    void each_function_says_what_was_counted_in_it_and_below() throws Exception {
        assertThat(titles(parsed(svg(tree("main;read;copy 30", "main;read 10", "main;write 60")))))
                .containsExactly("all (100 samples, 100.00 %)", "main (100 samples, 100.00 %)", "read (40 samples, 40.00 %)",
                        "copy (30 samples, 30.00 %)", "write (60 samples, 60.00 %)");
    }

    @Test
    void names_are_text_whatever_they_contain() throws Exception {
        FlameTree tree = new FlameTree();
        for (String name : HOSTILE) {
            tree.add(List.of(FlameLevel.named(name), new FlameLevel(name, Kind.USER), FlameLevel.of(new StackFrame(name, name, 1, 0, true, true))), 5);
        }
        Document picture = parsed(svg(tree));
        assertThat(picture.getElementsByTagName("script").getLength()).isEqualTo(1);
        assertThat(picture.getElementsByTagName("script").item(0).getTextContent()).isEqualTo(FlamePage.load().script());
        NodeList all = picture.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            IntStream.range(0, element.getAttributes().getLength()).mapToObj(n -> element.getAttributes().item(n).getNodeName())
                    .forEach(name -> assertThat(name).doesNotStartWith("on").isNotIn("href", "xlink:href", "style"));
        }
        assertThat(titles(picture)).anyMatch(title -> title.startsWith("</title><script>alert(1)</script> ("));
    }

    @Test
    void a_browser_runs_its_script_under_a_policy_that_names_no_other() throws Exception {
        FlamePage page = FlamePage.load();
        assertThat(page.script() + page.style()).doesNotContain("<", "&", "http");
        String hash = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(page.script().getBytes(StandardCharsets.UTF_8)));
        assertThat(page.policy()).startsWith("default-src 'none'; ").contains("script-src 'sha256-" + hash + "'").doesNotContain("unsafe");
        assertThat(svg(tree("a 1"))).contains("<script>" + page.script() + "</script>").doesNotContain("href", "url(", "@import");
    }

    @Test
    void what_is_narrower_than_a_pixel_is_counted() throws Exception {
        String svg = svg(tree("main;work 1000000", "main;tiny;tinier 3"));
        assertThat(svg).contains("2 functions are narrower than a pixel and not drawn").contains("1000003 samples");
        assertThat(titles(parsed(svg))).noneMatch(title -> title.contains("tin"));
    }

    @Test
    void a_tree_has_a_bound_and_what_was_cut_is_counted_above() throws Exception {
        FlameTree tree = new FlameTree(10);
        IntStream.range(0, 100).forEach(i -> tree.add(List.of(FlameLevel.named("main"), FlameLevel.named("f" + i)), 1));
        assertThat(svg(tree)).contains("91 stacks are drawn in part").contains("<title>main (100 samples, 100.00 %)</title>");
    }

    @Test
    void the_deepest_stack_is_drawn() throws Exception {
        FlameTree tree = new FlameTree();
        tree.add(IntStream.range(0, 5000).mapToObj(i -> FlameLevel.named("f" + i)).toList(), 1);
        assertThat(svg(tree)).contains("<title>f1000 ", "1 stack is drawn in part").doesNotContain("<title>f1024 ");
    }

    @Test
    void nothing_is_drawn_of_nothing() throws Exception {
        assertThat(titles(parsed(svg(new FlameTree())))).isEmpty();
        assertThat(svg(new FlameTree())).contains("now: nothing");
    }

    @Test
    void folded_text_has_one_line_for_a_stack_whatever_the_names_contain() {
        for (String name : HOSTILE) {
            String folded = FlameLevel.folded(FlameLevel.of(new CallStack(List.of(new StackFrame(name, "", 1, 0, true, true),
                    new StackFrame(name, "jit", 1, 0, false, true)), "")));
            assertThat(folded.split(";", -1)).as(name).hasSize(2).noneMatch(String::isBlank);
            assertThat(folded).endsWith("_[k]").doesNotContain("\n", "\u0000", "\u001b");
        }
    }

    @Test
    void a_colour_tells_the_kind_of_code_and_stays_the_same() {
        assertThat(FlameColours.of(new FlameLevel("read", Kind.USER))).isEqualTo(FlameColours.of(new FlameLevel("read", Kind.USER)))
                .isNotEqualTo(FlameColours.of(new FlameLevel("read", Kind.KERNEL)));
        assertThat(FlameLevel.of(new StackFrame("a::b", "app", 1, 0, false, true)).kind()).isEqualTo(Kind.CPP);
        assertThat(FlameLevel.of(new StackFrame("LMain;::run", "jit", 1, 0, false, true)).kind()).isEqualTo(Kind.JIT);
        assertThat(FlameLevel.of(new StackFrame("0x12", "libc.so.6", 0x12, 0, false, false))).isEqualTo(new FlameLevel("[libc.so.6]", Kind.UNKNOWN));
    }
}
