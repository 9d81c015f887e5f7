package io.aftercare.process;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.notification.Languages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys {@code bpmn/} and {@code forms/} in the house's language before the first request is served, all together so
 * that a model and its forms always fit; unchanged files make no new version.
 */
@Component
class ModelDeployment implements SmartInitializingSingleton {

    private static final String NAME = "aftercare";

    private final RepositoryService repository;
    private final Languages languages;

    ModelDeployment(RepositoryService repository, Languages languages) {
        this.repository = repository;
        this.languages = languages;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ModelTranslator translator =
                new ModelTranslator(translations(languages.house().getLanguage()));
        DeploymentBuilder deployment =
                repository.createDeployment().name(NAME).source(NAME).enableDuplicateFiltering(false);
        resources()
                .forEach((name, content) ->
                        deployment.addInputStream(name, new ByteArrayInputStream(translator.translate(name, content))));
        deployment.deploy();
    }

    static SortedMap<String, byte[]> resources() {
        try {
            SortedMap<String, byte[]> resources = new TreeMap<>();
            PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
            for (String pattern : new String[] {"bpmn/*.bpmn", "bpmn/*.dmn", "forms/*.form"}) {
                for (Resource resource : resolver.getResources("classpath:" + pattern)) {
                    String folder = pattern.substring(0, pattern.indexOf('/') + 1);
                    resources.put(folder + resource.getFilename(), resource.getContentAsByteArray());
                }
            }
            return resources;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Map<String, String> translations(String language) {
        String path = "translations/" + language + ".json";
        try (InputStream stream = ModelDeployment.class.getClassLoader().getResourceAsStream(path)) {
            return stream == null
                    ? Map.of()
                    : new ObjectMapper().readValue(stream, new TypeReference<Map<String, String>>() {});
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
