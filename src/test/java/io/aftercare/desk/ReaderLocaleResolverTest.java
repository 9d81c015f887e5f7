package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ReaderLocaleResolverTest {

    private final ReaderLocaleResolver resolver = new ReaderLocaleResolver();

    @Test
    void theBrowserDecidesAmongOurTwoLanguages() {
        assertThat(resolver.resolveLocale(accepting("zh-CN,zh;q=0.9,en;q=0.8"))).isEqualTo(Locale.CHINESE);
        assertThat(resolver.resolveLocale(accepting("zh-TW"))).isEqualTo(Locale.CHINESE);
        assertThat(resolver.resolveLocale(accepting("fr-FR,zh;q=0.5,en;q=0.4"))).isEqualTo(Locale.CHINESE);
        assertThat(resolver.resolveLocale(accepting("en-GB"))).isEqualTo(Locale.ENGLISH);
        assertThat(resolver.resolveLocale(accepting("fr"))).isEqualTo(Locale.ENGLISH);
        assertThat(resolver.resolveLocale(new MockHttpServletRequest())).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void aChoiceIsRememberedAndAForgedOneIgnored() {
        MockHttpServletRequest request = accepting("zh-CN");
        MockHttpServletResponse response = new MockHttpServletResponse();
        resolver.setLocale(request, response, Locale.ENGLISH);
        assertThat(resolver.resolveLocale(request)).isEqualTo(Locale.ENGLISH);
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("lang=en; Path=/;")
                .contains("SameSite=Lax");

        MockHttpServletRequest next = accepting("en");
        next.setCookies(new Cookie("lang", "zh"));
        assertThat(resolver.resolveLocale(next)).isEqualTo(Locale.CHINESE);

        MockHttpServletRequest forged = accepting("en");
        forged.setCookies(new Cookie("lang", "../etc"));
        assertThat(resolver.resolveLocale(forged)).isEqualTo(Locale.ENGLISH);
    }

    private static MockHttpServletRequest accepting(String languages) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept-Language", languages);
        request.setPreferredLocales(Locale.LanguageRange.parse(languages).stream()
                .map(range -> Locale.forLanguageTag(range.getRange()))
                .toList());
        return request;
    }
}
