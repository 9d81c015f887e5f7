package io.aftercare.process;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every mapping that the running product answers, read from Spring itself, and for each a request that can be read. */
final class Endpoints {

    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)(?::((?:[^{}]|\\{[^}]*})+))?}");
    private static final Pattern ALTERNATIVES = Pattern.compile("[a-z-]+(?:\\|[a-z-]+)+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Endpoints() {}

    /** One mapping; a variable that names its values is one mapping for each. */
    record Endpoint(String method, String path, HandlerMethod handler, Set<MediaType> consumes) {

        String name() {
            return method + " " + path;
        }

        boolean changes() {
            return !method.equals("GET");
        }

        /** Names of what stands in the path, without their patterns. */
        List<String> variables() {
            return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
        }

        @Nullable
        Type body() {
            for (MethodParameter parameter : handler.getMethodParameters()) {
                if (parameter.hasParameterAnnotation(RequestBody.class)) {
                    return parameter.getGenericParameterType();
                }
            }
            return null;
        }

        boolean isMultipart() {
            return consumes.contains(MediaType.MULTIPART_FORM_DATA)
                    || Stream.of(handler.getMethodParameters())
                            .anyMatch(parameter -> isFile(parameter.getGenericParameterType()));
        }

        String filled(Map<String, String> values) {
            Matcher variables = VARIABLE.matcher(path);
            return variables.replaceAll(found -> {
                String value = values.get(found.group(1));
                if (value == null) {
                    throw new AssertionError("What is {" + found.group(1) + "} of " + name() + "?");
                }
                return Matcher.quoteReplacement(value);
            });
        }

        /** Names of the parameters that take any words. */
        List<String> words() {
            List<String> names = new ArrayList<>();
            for (MethodParameter parameter : handler.getMethodParameters()) {
                RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                if (asked != null && parameter.getParameterType() == String.class) {
                    names.add(given(asked.name(), asked.value(), parameter));
                }
            }
            return names;
        }

        /** A request that gets past reading its arguments: what it asks for may be nonsense all the same. */
        MockHttpServletRequestBuilder request(Map<String, String> values) {
            return withArguments(bare(values).with(csrf()));
        }

        /** Method and path alone. */
        MockHttpServletRequestBuilder bare(Map<String, String> values) {
            String uri = filled(values);
            return isMultipart() && changes()
                    ? MockMvcRequestBuilders.multipart(HttpMethod.valueOf(method), URI.create(uri))
                    : MockMvcRequestBuilders.request(HttpMethod.valueOf(method), URI.create(uri));
        }

        MockHttpServletRequestBuilder withArguments(MockHttpServletRequestBuilder request) {
            for (MethodParameter parameter : handler.getMethodParameters()) {
                RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
                RequestPart part = parameter.getParameterAnnotation(RequestPart.class);
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                if (isFile(parameter.getGenericParameterType()) && (asked != null || part != null)) {
                    String name = asked != null
                            ? given(asked.name(), asked.value(), parameter)
                            : given(part.name(), part.value(), parameter);
                    ((MockMultipartHttpServletRequestBuilder) request)
                            .file(new MockMultipartFile(
                                    name, "a.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8)));
                } else if (asked != null
                        && asked.required()
                        && asked.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
                    request.param(
                            given(asked.name(), asked.value(), parameter),
                            String.valueOf(sample(parameter.getGenericParameterType())));
                }
            }
            Type body = body();
            if (body != null) {
                request.contentType(MediaType.APPLICATION_JSON).content(json(sample(body)));
            } else if (changes()
                    && !isMultipart()
                    && consumes.stream().findFirst().isPresent()) {
                request.contentType(consumes.iterator().next());
            }
            return request;
        }

        private static String given(String name, String value, MethodParameter parameter) {
            return !name.isEmpty() ? name : !value.isEmpty() ? value : String.valueOf(parameter.getParameterName());
        }
    }

    /** Our own and everything that a library mapped without being asked; the error page is a forward, not a way in. */
    static List<Endpoint> of(ApplicationContext context) {
        List<Endpoint> found = new ArrayList<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping ->
                        mapping.getHandlerMethods().forEach((info, handler) -> found.addAll(of(info, handler))));
        return found;
    }

    private static List<Endpoint> of(RequestMappingInfo info, HandlerMethod handler) {
        Set<String> methods = new LinkedHashSet<>();
        info.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .forEach(methods::add);
        if (methods.isEmpty()) {
            methods.add("GET");
            methods.add("POST");
        }
        List<Endpoint> found = new ArrayList<>();
        for (String method : methods) {
            for (String pattern : info.getPatternValues()) {
                for (String path : alternatives(pattern)) {
                    found.add(new Endpoint(
                            method, path, handler, info.getConsumesCondition().getConsumableMediaTypes()));
                }
            }
        }
        return found;
    }

    private static List<String> alternatives(String pattern) {
        Matcher variables = VARIABLE.matcher(pattern);
        while (variables.find()) {
            String values = variables.group(2);
            if (values != null && ALTERNATIVES.matcher(values).matches()) {
                String before = pattern.substring(0, variables.start());
                String after = pattern.substring(variables.end());
                return Stream.of(values.split("\\|"))
                        .flatMap(value -> alternatives(before + value + after).stream())
                        .toList();
            }
        }
        return List.of(VARIABLE.matcher(pattern).replaceAll("{$1}"));
    }

    private static boolean isFile(Type type) {
        return type.getTypeName().contains(MultipartFile.class.getName());
    }

    static String json(@Nullable Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** A value of the type as JSON or a form would write it, every part of it filled. */
    static Object sample(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (Collection.class.isAssignableFrom(raw)) {
                return List.of(sample(generic.getActualTypeArguments()[0]));
            }
            return Map.class.isAssignableFrom(raw) ? Map.of() : sample(generic.getActualTypeArguments()[0]);
        }
        if (!(type instanceof Class<?> plain)) {
            return "x";
        }
        if (plain.isRecord()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (RecordComponent part : plain.getRecordComponents()) {
                fields.put(part.getName(), sample(part.getGenericType()));
            }
            return fields;
        }
        if (plain.isEnum()) {
            return ((Enum<?>) plain.getEnumConstants()[0]).name();
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return true;
        }
        if (plain == int.class || plain == Integer.class || plain == long.class || plain == Long.class) {
            return 1;
        }
        if (plain == BigDecimal.class) {
            return "1.00";
        }
        if (plain == Instant.class) {
            return "2026-12-24T08:00:00Z";
        }
        if (plain == LocalDate.class) {
            return "2026-12-24";
        }
        if (plain == LocalTime.class) {
            return "08:00";
        }
        if (plain == Duration.class) {
            return "PT1H";
        }
        return "x";
    }

    static boolean isOurs(Endpoint endpoint) {
        return endpoint.handler().getBeanType().getPackageName().startsWith("io.aftercare");
    }
}
