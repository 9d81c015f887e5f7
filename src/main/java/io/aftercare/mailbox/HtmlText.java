package io.aftercare.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/** The words of a mail that was written as a page. */
final class HtmlText {

    static final int LONGEST = 2_000_000;
    private static final Pattern CHARSET = Pattern.compile(
            "<meta[^>]{0,200}charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]{2,40})", Pattern.CASE_INSENSITIVE);
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "tr",
            "table",
            "ul",
            "ol",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "pre",
            "blockquote",
            "hr",
            "dl",
            "dt",
            "dd",
            "center",
            "section",
            "article",
            "header",
            "footer",
            "address");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre");

    private HtmlText() {}

    static @Nullable String declaredCharset(byte[] html) {
        String begin = new String(html, 0, Math.min(html.length, 2_048), StandardCharsets.ISO_8859_1);
        Matcher found = CHARSET.matcher(begin);
        return found.find() ? found.group(1) : null;
    }

    /** Lines as a reader sees them; what is quoted begins with {@code >}. */
    static String of(String html) {
        Element body = Jsoup.parse(html.length() > LONGEST ? html.substring(0, LONGEST) : html)
                .body();
        body.select("script, style, head, title, noscript, template, svg, math, object, iframe")
                .remove();
        Words words = new Words();
        body.traverse(words);
        return words.text();
    }

    private static final class Words implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();
        private int quoted;
        private int pre;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                say(pre > 0 ? words.getWholeText() : words.getWholeText().replaceAll("[ \\t\\r\\n\\f]+", " "));
            } else if (node instanceof Element element) {
                String name = element.normalName();
                switch (name) {
                    case "br" -> line();
                    case "li" -> {
                        startLine();
                        say("- ");
                    }
                    case "td", "th" -> {
                        if (element.previousElementSibling() != null) {
                            say(" ");
                        }
                    }
                    case "img" -> {
                        String alt = element.attr("alt").strip();
                        if (!alt.isEmpty() && alt.length() < 80) {
                            say("[" + alt + "]");
                        }
                    }
                    default -> block(element, name);
                }
            }
        }

        private void block(Element element, String name) {
            if (BLOCKS.contains(name)) {
                startLine();
            }
            if (name.equals("pre")) {
                pre++;
            }
            if (name.equals("blockquote")) {
                quoted++;
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                String name = element.normalName();
                if (name.equals("a")) {
                    link(element);
                }
                if (name.equals("pre")) {
                    pre--;
                }
                if (name.equals("blockquote")) {
                    startLine();
                    quoted--;
                }
                if (BLOCKS.contains(name) || name.equals("li")) {
                    startLine();
                }
                if (PARAGRAPHS.contains(name)) {
                    line();
                }
            }
        }

        /** Where a link leads, when its words do not say so. */
        private void link(Element element) {
            String target = element.attr("href").strip();
            if (target.length() < 300
                    && (target.startsWith("https://") || target.startsWith("http://"))
                    && !element.text()
                            .contains(target.replaceFirst("https?://", "").replaceFirst("/$", ""))) {
                say(" <" + target + ">");
            }
        }

        private boolean atLineStart() {
            return text.length() == 0 || text.charAt(text.length() - 1) == '\n';
        }

        private void say(String words) {
            String said = atLineStart() && pre == 0 ? words.stripLeading() : words;
            if (said.isEmpty()) {
                return;
            }
            if (atLineStart()) {
                text.append("> ".repeat(Math.min(quoted, 5)));
            }
            if (said.startsWith(" ") && text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
                said = said.substring(1);
            }
            text.append(said);
        }

        private void startLine() {
            if (!atLineStart()) {
                text.append('\n');
            }
        }

        private void line() {
            text.append('\n');
        }

        String text() {
            return text.toString()
                    .replaceAll("[ \\t]+\\n", "\n")
                    .replaceAll("\\n{3,}", "\n\n")
                    .strip();
        }
    }
}
