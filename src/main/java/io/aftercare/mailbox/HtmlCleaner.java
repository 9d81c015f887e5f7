package io.aftercare.mailbox;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Foreign HTML by an allow-list (S4): words, tables and links stay, whatever acts, fetches or draws over the page goes.
 * Pictures are those that came with the mail; one that another server would deliver, and count, is named instead.
 */
final class HtmlCleaner {

    /** Where our own attachments are. */
    static final String ATTACHMENTS = "/attachments/";

    private static final Pattern OUR_PICTURE = Pattern.compile(Pattern.quote(ATTACHMENTS) + "[A-Za-z0-9_-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final Pattern DIRECTION = Pattern.compile("(?i)ltr|rtl|auto");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}");

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
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
                    "img")
            .allowUrlProtocols("http", "https", "mailto", "tel")
            .allowAttributes("href")
            .onElements("a")
            .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
            .allowAttributes("src")
            .matching(OUR_PICTURE)
            .onElements("img")
            .allowAttributes("alt", "title")
            .globally()
            .allowAttributes("colspan", "rowspan")
            .matching(NUMBER)
            .onElements("td", "th")
            .allowAttributes("dir")
            .matching(DIRECTION)
            .globally()
            .allowAttributes("lang")
            .matching(LANGUAGE)
            .globally()
            .allowWithoutAttributes("span", "a")
            .toFactory();

    private HtmlCleaner() {}

    /**
     * @param pictures ids of our attachments by the Content-ID under which the mail shows them
     * @param elsewhere words that stand where a picture from another server would have been
     */
    static String clean(String html, Map<String, String> pictures, String elsewhere) {
        Document page = Jsoup.parse(html.length() > HtmlText.LONGEST ? html.substring(0, HtmlText.LONGEST) : html);
        page.outputSettings().prettyPrint(false);
        page.select("script, style, head, title, noscript, template, svg, math, object, embed, iframe, frame, frameset,"
                        + " form input, textarea, select, button, link, meta, base, audio, video")
                .remove();
        for (Element image : page.select("img, image, picture > source")) {
            picture(image, pictures, elsewhere);
        }
        for (Element link : page.select("a[href]")) {
            if (!isOutside(link.attr("href"))) {
                link.removeAttr("href");
            }
        }
        return POLICY.sanitize(page.body().html()).strip();
    }

    private static void picture(Element image, Map<String, String> pictures, String elsewhere) {
        @Nullable String ours = ours(image.attr("src").strip(), pictures);
        if (ours == null) {
            image.replaceWith(new Element("span").text("[" + elsewhere + "]"));
        } else {
            image.attr("src", ours);
        }
    }

    private static @Nullable String ours(String source, Map<String, String> pictures) {
        if (source.toLowerCase(Locale.ROOT).startsWith("cid:")) {
            @Nullable String id = pictures.get(source.substring(4));
            return id == null ? null : ATTACHMENTS + id;
        }
        return source.startsWith(ATTACHMENTS) && isAmong(pictures.values(), source.substring(ATTACHMENTS.length()))
                ? source
                : null;
    }

    private static boolean isAmong(Collection<String> ids, String id) {
        return ids.contains(id);
    }

    /** A link without a scheme would lead to a page of ours. */
    private static boolean isOutside(String target) {
        String start = target.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("https://")
                || start.startsWith("http://")
                || start.startsWith("mailto:")
                || start.startsWith("tel:");
    }
}
