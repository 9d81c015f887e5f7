package io.aftercare.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** {@code ?lang=zh} or {@code ?lang=en} on any page chooses the language and remembers it. */
@Configuration(proxyBeanMethods = false)
class ReaderLanguageConfiguration implements WebMvcConfigurer {

    private static final ReaderLocaleResolver RESOLVER = new ReaderLocaleResolver();

    @Bean
    static LocaleResolver localeResolver() {
        return RESOLVER;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new LanguageChoice()).excludePathPatterns("/api/**", "/camunda/**", "/actuator/**");
    }

    private static final class LanguageChoice implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            String language = request.getParameter("lang");
            Locale locale = language == null ? null : ReaderLocaleResolver.known(language);
            if (locale != null) {
                RESOLVER.setLocale(request, response, locale);
            }
            return true;
        }
    }
}
