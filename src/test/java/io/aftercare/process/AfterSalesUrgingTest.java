package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.ticket.TimelineKind;
import java.time.Duration;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A customer who urges is counted, moves up in the lists, and on every third time somebody further up hears of it (E-03). */
class AfterSalesUrgingTest extends AfterSalesTrace {

    @Autowired
    private TaskService tasks;

    @Test
    void urgingMovesTheTaskUpAndSaysSoInTheList() {
        aMinorFailure();
        int before = waiting(PROPOSE).getPriority();
        urges();
        assertThat(waiting(PROPOSE).getPriority()).isGreaterThan(before).isLessThan(100);
        assertThat(tasks.getVariableLocal(taskId(PROPOSE), "ticketUrged")).isEqualTo(1);
    }

    @Test
    void theThirdTimeTheSupervisorsMayTakeItAndTheSixthTimeTheHeads() {
        aMinorFailure();
        urges();
        urges();
        assertThat(groups()).containsExactly("operations-staff");
        urges();
        assertThat(groups()).contains("operations-supervisors").doesNotContain("operations-heads");
        assertThat(timeline.of(number))
                .filteredOn(entry -> entry.kind() == TimelineKind.ESCALATED_BY_HAND)
                .singleElement()
                .satisfies(entry -> assertThat(entry.text()).contains("3"));
        urges();
        urges();
        urges();
        assertThat(groups()).contains("operations-supervisors", "operations-heads");
        assertThat(ticket().urgedCount()).isEqualTo(6);
    }

    @Test
    void tappingOnAndOnWithinAMinuteIsOneUrge() {
        aMinorFailure();
        for (int tap = 0; tap < 9; tap++) {
            customer(() -> confirmations.urge(number));
        }
        assertThat(ticket().urgedCount()).isEqualTo(1);
        assertThat(groups()).containsExactly("operations-staff");
    }

    @Test
    void theNextTaskIsUrgedToo() {
        aMinorFailure();
        urges();
        proposes("ops-staff", "COUPON");
        assertThat(tasks.getVariableLocal(taskId(EXECUTE), "ticketUrged")).isEqualTo(1);
        assertThat(waiting(EXECUTE).getPriority()).isEqualTo(60);
    }

    @Test
    void whoOnlyMayApproveIsNotReplacedByUrging() {
        aMinorFailure();
        proposes("ops-staff", "COUPON", "compensations", java.util.List.of(line("COUPON", "GOODWILL", "400.00")));
        for (int urge = 0; urge < 6; urge++) {
            urges();
        }
        assertThat(tasks.getIdentityLinksForTask(taskId(APPROVE)))
                .extracting(link -> link.getGroupId())
                .containsOnly("compensation-managers");
    }

    private void urges() {
        clock.moveTo(now().plus(Duration.ofMinutes(2)));
        customer(() -> confirmations.urge(number));
    }

    private Task waiting(String taskKey) {
        return tasks.createTaskQuery().taskId(taskId(taskKey)).singleResult();
    }

    private java.util.List<String> groups() {
        return tasks.getIdentityLinksForTask(taskId(PROPOSE)).stream()
                .map(link -> link.getGroupId())
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
