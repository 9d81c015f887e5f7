package io.aftercare.survey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.survey.SurveyMapper.Dimension;
import io.aftercare.survey.SurveyMapper.VersionRow;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Templates in versions (D4): a draft is written, read by the lint, looked at and published; what was published never
 * changes, the next idea is the next version (1-21).
 */
@Service
@Transactional
public class SurveyTemplates {

    /** Who writes the questions. */
    public static final String EDITORS = "hasAnyRole('process-owners', 'service-managers', 'camunda-admin')";

    private static final String CODE = "[a-z][a-z0-9-]{1,39}";
    private static final int LONGEST_TEXT = 2_000;

    private final SurveyMapper surveys;
    private final ObjectMapper json;
    private final Clock clock;

    SurveyTemplates(SurveyMapper surveys, ObjectMapper json, Clock clock) {
        this.surveys = surveys;
        this.json = json;
        this.clock = clock;
    }

    /** A dimension's code with its words (1-03). */
    public record NamedDimension(String code, Bilingual text) {}

    @Transactional(readOnly = true)
    public List<NamedDimension> dimensions() {
        return surveys.dimensions().stream()
                .map(dimension -> new NamedDimension(dimension.code(), dimension.text()))
                .toList();
    }

    /** One more dimension for the next questionnaire. */
    public void addDimension(String code, Bilingual text) {
        List<Dimension> known = surveys.dimensions();
        new Checks()
                .that(code.matches("[A-Z][A-Z0-9_]{1,29}"), "code", "field.text")
                .that(known.stream().noneMatch(each -> each.code().equals(code)), "code", "field.text")
                .required("textZh", text.zh())
                .atMost("textZh", text.zh(), 100)
                .required("textEn", text.en())
                .atMost("textEn", text.en(), 100)
                .refuseIfAny();
        surveys.insertDimension(
                code, known.size() + 1, text.zh().strip(), text.en().strip());
    }

    @Transactional(readOnly = true)
    public List<String> codes() {
        return surveys.templateCodes();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<SurveyTemplate> versions(String code) {
        List<SurveyTemplate> versions =
                surveys.versions(code).stream().map(this::template).toList();
        if (versions.isEmpty()) {
            throw unknown();
        }
        return versions;
    }

    @Transactional(readOnly = true)
    public SurveyTemplate version(String code, int version) {
        return surveys.version(code, version).map(this::template).orElseThrow(SurveyTemplates::unknown);
    }

    /** The version that new invitations ask with. */
    @Transactional(readOnly = true)
    public SurveyTemplate published(String code) {
        return surveys.published(code)
                .map(this::template)
                .orElseThrow(() -> new ProblemException(ProblemType.RULE_REFUSES, "problem.survey-unpublished", code));
    }

    @Transactional(readOnly = true)
    public boolean isPublished(String code) {
        return surveys.published(code).isPresent();
    }

    @Transactional(readOnly = true)
    public List<Finding> lint(String code, SurveyContent content) {
        return TemplateLint.findings(
                code,
                content,
                surveys.dimensions().stream().map(Dimension::code).collect(Collectors.toSet()));
    }

    /** Writes the draft of a template, a new one where there is none; answers its version. */
    public int saveDraft(String code, SurveyContent content, String editor) {
        limits(code, content);
        if (surveys.lockTemplate(code) == null) {
            surveys.insertTemplate(code);
        }
        List<VersionRow> versions = surveys.versions(code);
        String written = written(content);
        if (!versions.isEmpty() && versions.get(0).publishedAt() == null) {
            int draft = versions.get(0).versionNo();
            surveys.changeDraft(code, draft, written, editor, clock.instant());
            return draft;
        }
        int next = versions.isEmpty() ? 1 : versions.get(0).versionNo() + 1;
        surveys.insertVersion(code, next, written, editor, clock.instant());
        return next;
    }

    /** From now on it asks; refused while the lint finds an error. */
    public void publish(String code, int version, String editor) {
        if (surveys.lockTemplate(code) == null) {
            throw unknown();
        }
        SurveyTemplate draft = version(code, version);
        if (draft.isPublished()) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.survey-published", version);
        }
        long errors = lint(code, draft.form()).stream().filter(Finding::isError).count();
        if (errors > 0) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.survey-lint", errors);
        }
        surveys.publish(code, version, editor, clock.instant());
        surveys.showPublished(code, version);
    }

    /** A draft that nobody wants; what was published stays. */
    public void discard(String code, int version) {
        if (surveys.deleteDraft(code, version) == 0) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.survey-published", version);
        }
    }

    /** A shipped template, unless there is one of that name already. */
    void ship(String code, SurveyContent content) {
        if (surveys.versions(code).isEmpty()) {
            int version = saveDraft(code, content, "system");
            publish(code, version, "system");
        }
    }

    private static void limits(String code, SurveyContent content) {
        Checks checks = new Checks()
                .that(code.matches(CODE), "code", "field.text")
                .that(content.questions().size() <= 50, "questions", "field.too-long", 50);
        for (Bilingual text : List.of(content.title(), content.intro(), content.incentive(), content.contact())) {
            checks.atMost("text", text.zh(), LONGEST_TEXT).atMost("text", text.en(), LONGEST_TEXT);
        }
        for (Question question : content.questions()) {
            checks.atMost("text", question.text().zh(), LONGEST_TEXT)
                    .atMost("text", question.text().en(), LONGEST_TEXT)
                    .atMost("code", question.code(), 40);
        }
        checks.refuseIfAny();
    }

    private SurveyTemplate template(VersionRow row) {
        return new SurveyTemplate(
                row.templateCode(),
                row.versionNo(),
                read(row.content()),
                row.savedBy(),
                row.savedAt(),
                row.publishedBy(),
                row.publishedAt());
    }

    private SurveyContent read(String content) {
        try {
            return Objects.requireNonNull(json.readValue(content, SurveyContent.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A survey template cannot be read", e);
        }
    }

    private String written(SurveyContent content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A survey template cannot be written", e);
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "problem.survey-unknown");
    }
}
