package io.aftercare.mailbox;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes what a program put below an answer off the text that people read; only when something is left above it, and
 * never when the answers stand between the quoted lines.
 */
final class QuotedHistory {

    private static final Pattern DIVIDER = Pattern.compile(
            "^\\s*[-_—=]{2,}\\s*(?:original message|original appointment|原始邮件|原始郵件|原邮件|回复的原邮件|reply message|forwarded message"
                    + "|转发邮件|轉寄郵件|ursprüngliche nachricht|message d'origine)\\s*[-_—=]{2,}\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WROTE = Pattern.compile(
            "^\\s*(?:on\\s.{5,200}\\swrote|am\\s.{5,200}\\sschrieb.{0,80}|le\\s.{5,200}\\sa écrit|(?:在|于|於)?.{4,200}(?:写道|寫道))\\s*[:\\uFF1A]\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FROM =
            Pattern.compile("^[\\s*]*(?:from|发件人|寄件者|寄件人|發件人|von)[\\s*]*[:\\uFF1A].{1,300}$", Pattern.CASE_INSENSITIVE);
    private static final Pattern MORE = Pattern.compile(
            "^[\\s*]*(?:sent|date|to|subject|cc|发送时间|发送日期|收件人|主题|日期|抄送|寄件日期|傳送日期|收件者|主旨|时间|gesendet|an|betreff)[\\s*]*[:\\uFF1A].*$",
            Pattern.CASE_INSENSITIVE);

    private QuotedHistory() {}

    /** The text without the history; the same text when there is none to take off. */
    static String trim(String text) {
        List<String> lines = text.lines().toList();
        int cut = lines.size();
        for (int at = 0; at < lines.size(); at++) {
            if (begins(lines, at)) {
                cut = at;
                break;
            }
        }
        if (cut == lines.size()) {
            cut = endOfOwnWords(lines);
        }
        String own = String.join("\n", lines.subList(0, cut)).strip();
        return own.isEmpty() ? text : own;
    }

    private static boolean begins(List<String> lines, int at) {
        String line = lines.get(at);
        if (line.length() > 600) {
            return false;
        }
        if (DIVIDER.matcher(line).matches()) {
            return true;
        }
        if (FROM.matcher(line).matches()) {
            int more = 0;
            for (int next = at + 1; next < Math.min(lines.size(), at + 6); next++) {
                more += MORE.matcher(lines.get(next)).matches() ? 1 : 0;
            }
            return more >= 2;
        }
        boolean wrote = WROTE.matcher(line).matches();
        if (!wrote && at + 1 < lines.size() && line.length() + lines.get(at + 1).length() < 300) {
            wrote = (line.startsWith("On ") || line.startsWith("在"))
                    && WROTE.matcher(line + " " + lines.get(at + 1)).matches();
        }
        return wrote && !hasOwnWords(lines, at + 1);
    }

    /** Somebody answered between the quoted lines. */
    private static boolean hasOwnWords(List<String> lines, int from) {
        boolean quoted = false;
        for (String line : lines.subList(from, lines.size())) {
            if (line.stripLeading().startsWith(">")) {
                quoted = true;
            } else if (quoted && !line.isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** Quoted lines at the very end, without an introduction. */
    private static int endOfOwnWords(List<String> lines) {
        int at = lines.size();
        while (at > 0
                && (lines.get(at - 1).isBlank()
                        || lines.get(at - 1).stripLeading().startsWith(">"))) {
            at--;
        }
        return at;
    }
}
