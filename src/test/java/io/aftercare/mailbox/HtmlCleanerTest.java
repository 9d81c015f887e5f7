package io.aftercare.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;

/** What leaves the cleaner can be looked at: nothing acts, nothing is fetched from elsewhere, no word is lost (S4). */
@Tag("S4")
public class HtmlCleanerTest {

    private static final Map<String, String> PICTURES = Map.of("logo@mail", "0123456789abcdef");
    private static final List<String> ALLOWED = List.of(
            "html",
            "head",
            "body",
            "p",
            "div",
            "span",
            "br",
            "hr",
            "b",
            "i",
            "u",
            "s",
            "strong",
            "em",
            "small",
            "sub",
            "sup",
            "del",
            "ins",
            "code",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "center",
            "a",
            "img",
            "colgroup");
    private static final List<String> ATTRIBUTES =
            List.of("href", "rel", "src", "alt", "title", "colspan", "rowspan", "dir", "lang");
    private static final Pattern TARGET = Pattern.compile("(?i)(?:https?:|mailto:|tel:).*", Pattern.DOTALL);

    private static final String[] PAYLOADS = {
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<img src=\"javascript:alert(1)\">",
        "<img/src='x'/onerror='alert(1)'>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\" \tjava\nscript:alert(1)\">x</a>",
        "<a href=\"&#x6A;avascript:alert(1)\">x</a>",
        "<a href=\"vbscript:msgbox(1)\">x</a>",
        "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
        "<a href=\"/tickets/1/cancel\">x</a>",
        "<a href=\"//evil.example\">x</a>",
        "<body onload=alert(1)>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data=javascript:alert(1)></object>",
        "<embed src=javascript:alert(1)>",
        "<form action=javascript:alert(1)><input type=submit></form>",
        "<form><button formaction=javascript:alert(1)>x</button></form>",
        "<input autofocus onfocus=alert(1)>",
        "<video><source onerror=alert(1)></video>",
        "<details open ontoggle=alert(1)>x</details>",
        "<style>@import 'http://evil.example/x.css';</style>",
        "<div style=\"background:url(javascript:alert(1))\">x</div>",
        "<div style=\"position:fixed;inset:0\">x</div>",
        "<link rel=stylesheet href=http://evil.example/x.css>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<base href=http://evil.example/>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
        "<!--><img src=x onerror=alert(1)>-->",
        "<textarea></textarea><img src=x onerror=alert(1)>",
        "<template><img src=x onerror=alert(1)></template>",
        "<img src=\"http://track.example/pixel.gif\" width=1 height=1>",
        "<img srcset=\"http://track.example/pixel.gif 1x\" src=\"cid:logo@mail\">",
        "<img src=\"/attachments/ffffffffffffffff\">",
        "<table background=\"http://track.example/x.png\"><tr><td>x</td></tr></table>",
        "<p title=\"&quot; onmouseover=&quot;alert(1)\">x</p>",
        "<a href=\"https://shop.example/?a=1&b=2\" target=_top onclick=alert(1)>shop</a>",
        "<xss style=xss:expression(alert(1))>",
        "<p>\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>",
        "<<script>alert(1)//<</script>",
        "<img src=`x`onerror=alert(1)>",
        "<marquee onstart=alert(1)>x</marquee>",
        "${7*7} [[${7*7}]] {{7*7}} th:text",
        "<plaintext>",
        "</td></tr></table></div></body></html><script>alert(1)</script>"
    };

    /** What somebody who means harm writes, for whoever shows what people write. */
    public static List<String> payloads() {
        return List.of(PAYLOADS);
    }

    @Example
    void noPayloadComesThrough() {
        for (String payload : PAYLOADS) {
            assertIsHarmless(clean("<p>before</p>" + payload + "<p>after</p>"), payload);
        }
    }

    @Property(tries = 600)
    void nothingActsWhateverIsPutTogether(@ForAll("pages") String page) {
        assertIsHarmless(clean(page), page);
    }

    @Property(tries = 600)
    void cleaningWhatIsCleanChangesNothing(@ForAll("pages") String page) {
        String once = clean(page);
        assertThat(clean(once)).isEqualTo(once);
    }

    @Property(tries = 400)
    void anyCharactersAreHarmless(@ForAll String page) {
        assertIsHarmless(clean(page), page);
    }

    @Property(tries = 400)
    void plainWordsAreKept(@ForAll("words") List<String> words) {
        StringBuilder page = new StringBuilder();
        words.forEach(word ->
                page.append("<div><b style='color:red'>").append(word).append("</b><script>x()</script></div>"));
        assertThat(Jsoup.parse(clean(page.toString())).text()).isEqualTo(String.join(" ", words));
    }

    @Example
    void aPictureOfTheMailIsOursAndOneFromElsewhereIsNamed() {
        String clean =
                clean("<p><img src=\"cid:logo@mail\" alt=\"Logo\"><img src=\"https://track.example/p.gif\"></p>");
        assertThat(clean)
                .contains("<img src=\"/attachments/0123456789abcdef\" alt=\"Logo\"")
                .contains("[elsewhere]")
                .doesNotContain("track.example");
    }

    @Example
    void whatPeopleWriteLooksAsTheyWroteIt() {
        String clean = clean("<h2>故障</h2><ul><li>漏水</li></ul><table><tr><td colspan=\"2\">x</td></tr></table>"
                + "<a href=\"https://shop.example/order\">order</a>");
        assertThat(clean)
                .contains("<h2>故障</h2>", "<li>漏水</li>", "colspan=\"2\"", "href=\"https://shop.example/order\"")
                .contains("noopener");
    }

    @Provide
    Arbitrary<String> pages() {
        Arbitrary<String> pieces = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, Arbitraries.of(PAYLOADS)),
                net.jqwik.api.Tuple.of(
                        4,
                        Arbitraries.of(
                                "<p>",
                                "</p>",
                                "<div>",
                                "</div>",
                                "<table>",
                                "<tr>",
                                "<td>",
                                "</table>",
                                "<b>",
                                "</i>",
                                "<a href=\"",
                                "\">",
                                "'",
                                "<svg>",
                                "</svg>",
                                "<math>",
                                "<style>",
                                "</style>",
                                "<!--",
                                "-->",
                                "<ul><li>",
                                "<blockquote>",
                                "<select>",
                                "<form>",
                                "<title>",
                                "<noscript>",
                                "<![CDATA[",
                                "]]>",
                                "<br/>",
                                "<pre>\n",
                                "<img src=\"cid:logo@mail\">")),
                net.jqwik.api.Tuple.of(2, Arbitraries.strings().ofMaxLength(12)),
                net.jqwik.api.Tuple.of(2, Arbitraries.of("漏水", "hello", "&lt;script&gt;", "&amp;", "&#0;", "@", "=")));
        return Combinators.combine(pieces.list().ofMaxSize(14), pieces).as((all, last) -> String.join("", all) + last);
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of(
                        "漏水",
                        "hello",
                        "a@b.example",
                        "100%",
                        "x=y",
                        "«ok»",
                        "日本語",
                        "O'Neill",
                        "🙂",
                        "1<2".replace("<", "&lt;").replace("&lt;", "＜"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static String clean(String html) {
        return HtmlCleaner.clean(html, PICTURES, "elsewhere");
    }

    private static void assertIsHarmless(String clean, String from) {
        Document page = Jsoup.parse(clean);
        for (Element element : page.getAllElements()) {
            if (element instanceof Document) {
                continue;
            }
            assertThat(ALLOWED).as("%s from %s", clean, from).contains(element.normalName());
            for (Attribute attribute : element.attributes()) {
                assertThat(ATTRIBUTES).as("%s from %s", clean, from).contains(attribute.getKey());
                if (attribute.getKey().equals("href")) {
                    assertThat(attribute.getValue()).as(from).matches(TARGET);
                }
                if (attribute.getKey().equals("src")) {
                    assertThat(attribute.getValue()).as(from).isEqualTo("/attachments/0123456789abcdef");
                }
            }
        }
        assertThat(clean.toLowerCase(java.util.Locale.ROOT)).as(from).doesNotContain("<script", "<style", "<iframe");
    }
}
