package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.checklist.Checklist;
import io.aftercare.checklist.ChecklistPoint;
import io.aftercare.checklist.ChecklistService;
import io.aftercare.checklist.Tick;
import io.aftercare.problem.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What process owners want looked at in a task, and what became of it (2-06, E-13). */
class AfterSalesChecklistTest extends AfterSalesTrace {

    @Autowired
    private ChecklistService checklists;

    @Autowired
    private TaskFacts facts;

    @Test
    void aRequiredPointStandsInTheWayUntilItIsTicked() {
        Checklist list = saved(must("Danger asked for"), may("Earlier tickets read"));
        byApp();
        does("agent", REGISTER, "restated", true, "description", "It hums.");

        var problem = refused(ProblemType.INVALID_FIELDS, () -> classifies("agent", "INQUIRY", "MINOR", "COMPLEX"));
        assertThat(problem.fields()).singleElement().satisfies(field -> {
            assertThat(field.field()).isEqualTo("checklist");
            assertThat(field.arguments()).containsExactly("Danger asked for");
        });
        assertThat(ticks()).isEmpty();

        classify(list.points().get(0).id());
        assertThat(open()).doesNotContain(CLASSIFY);
        assertThat(ticks())
                .extracting(Tick::textEn, Tick::ticked, Tick::actor)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Danger asked for", true, "agent"),
                        org.assertj.core.groups.Tuple.tuple("Earlier tickets read", false, "agent"));
    }

    @Test
    void whatWasTickedStaysAsItStoodWhenTheListIsChangedLater() {
        Checklist list = saved(may("Danger asked for"));
        byApp();
        does("agent", REGISTER, "restated", true, "description", "It hums.");
        classify(list.points().get(0).id());
        saved(may("Something else"));
        assertThat(ticks()).extracting(Tick::textEn).containsExactly("Danger asked for");
    }

    @Test
    void theFormShowsThePointsAndNothingWhereThereAreNone() {
        byApp();
        as("owner", () -> checklists.save(REGISTER, checklists.of(REGISTER).version(), List.of()));
        assertThat(facts.of(taskId(REGISTER))).containsEntry("factChecklist", false);
        does("agent", REGISTER, "restated", true, "description", "It hums.");
        saved(must("Danger asked for"));
        assertThat(facts.of(taskId(CLASSIFY))).containsEntry("factChecklist", true);
        assertThat(String.valueOf(facts.of(taskId(CLASSIFY)).get("checklistOptions")))
                .contains("Danger asked for (required)");
    }

    @Test
    void whoSavesAfterAnotherIsToldAndLosesNothingOfTheOther() {
        byApp();
        int version = saved(may("One")).version();
        refused(ProblemType.CHANGED_MEANWHILE, () -> saved(version - 1, may("Two")));
        refused(ProblemType.CHANGED_MEANWHILE, () -> saved(version + 1, may("Two")));
        assertThat(checklists.of(CLASSIFY).points())
                .extracting(ChecklistPoint::textEn)
                .containsExactly("One");
    }

    @Test
    void badListsAreRefused() {
        byApp();
        refused(ProblemType.NOT_FOUND, () -> as("owner", () -> checklists.save("Task_Nothing", 0, List.of())));
        refused(ProblemType.INVALID_FIELDS, () -> saved(may("x".repeat(301))));
        refused(ProblemType.INVALID_FIELDS, () -> saved(may("Twice"), must("Twice")));
        refused(
                ProblemType.INVALID_FIELDS,
                () -> does("agent", REGISTER, "restated", true, "description", "It hums.", "checklist", "1"));
        refused(
                ProblemType.INVALID_FIELDS,
                () -> does(
                        "agent",
                        REGISTER,
                        "restated",
                        true,
                        "description",
                        "It hums.",
                        "checklist",
                        List.of(List.of())));
    }

    @Test
    void pointsOfAnotherTaskOrOfNoneCountForNothing() {
        saved(must("Danger asked for"));
        byApp();
        does("agent", REGISTER, "restated", true, "description", "It hums.", "checklist", List.of("999999"));
        refused(ProblemType.INVALID_FIELDS, () -> classify(999_999));
    }

    /** Of the task that the test is about: other tasks come with points of their own. */
    private List<Tick> ticks() {
        return checklists.ticks(number).stream()
                .filter(tick -> tick.taskKey().equals(CLASSIFY))
                .toList();
    }

    private void classify(long tickedId) {
        does(
                "agent",
                CLASSIFY,
                "category",
                "INQUIRY",
                "impact",
                "MINOR",
                "urgency",
                "LOW",
                "complexity",
                "COMPLEX",
                "checklist",
                List.of(String.valueOf(tickedId)));
    }

    private Checklist saved(ChecklistPoint.Draft... points) {
        return saved(checklists.of(CLASSIFY).version(), points);
    }

    private Checklist saved(int version, ChecklistPoint.Draft... points) {
        Checklist[] list = new Checklist[1];
        as("owner", () -> list[0] = checklists.save(CLASSIFY, version, List.of(points)));
        return list[0];
    }

    private static ChecklistPoint.Draft must(String text) {
        return new ChecklistPoint.Draft(text, null, true);
    }

    private static ChecklistPoint.Draft may(String text) {
        return new ChecklistPoint.Draft(text, null, false);
    }
}
