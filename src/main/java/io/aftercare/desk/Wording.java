package io.aftercare.desk;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.security.StaffDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Gives {@link Words} in the language of one reader. */
@Component
public class Wording {

    private final MessageSource messages;
    private final StaffDirectory staff;
    private final ZoneId zone;
    private final Map<String, String> toChinese;
    private final Map<String, String> toEnglish;

    Wording(MessageSource messages, StaffDirectory staff, @Value("${aftercare.zone}") ZoneId zone) {
        this.toChinese = translations();
        this.toEnglish = toChinese.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey, (first, other) -> first));
        this.messages = messages;
        this.staff = staff;
        this.zone = zone;
    }

    /** Values in the words of a reader of that language. */
    public Words in(Locale locale) {
        boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        return new Words(messages, staff, zone, locale, chinese ? toChinese : toEnglish);
    }

    /** The zone in which moments are told and typed. */
    public ZoneId zone() {
        return zone;
    }

    private static Map<String, String> translations() {
        try (InputStream stream = new ClassPathResource("translations/zh.json").getInputStream()) {
            return new ObjectMapper().readValue(stream, new TypeReference<TreeMap<String, String>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
