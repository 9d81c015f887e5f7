package io.aftercare.survey;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The short and the full questionnaire are there at the first start (D4, 1-22); from then on the table counts. */
@Component
class ShippedTemplates implements SmartInitializingSingleton {

    private final SurveyTemplates templates;
    private final ObjectMapper json;

    ShippedTemplates(SurveyTemplates templates, ObjectMapper json) {
        this.templates = templates;
        this.json = json;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ship(SurveyTemplate.CALLBACK);
        ship(SurveyTemplate.QUESTIONNAIRE);
    }

    private void ship(String code) {
        try {
            templates.ship(code, read(code));
        } catch (DuplicateKeyException anotherNodeWasFaster) {
            templates.published(code);
        }
    }

    private SurveyContent read(String code) {
        String path = "/surveys/" + code + ".json";
        try (@Nullable InputStream stream = ShippedTemplates.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(json.readValue(Objects.requireNonNull(stream, path), SurveyContent.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
