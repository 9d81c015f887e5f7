package io.aftercare.checklist;

import io.aftercare.problem.Checks;
import io.aftercare.security.Staff;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Checklists over HTTP: everybody of the house reads them, process owners and service managers write them. */
@RestController
class ChecklistController {

    private final ChecklistService checklists;

    ChecklistController(ChecklistService checklists) {
        this.checklists = checklists;
    }

    @GetMapping("/api/checklists")
    @Staff
    List<Checklist> all() {
        return checklists.all();
    }

    @GetMapping("/api/checklists/{taskKey}")
    @Staff
    Checklist of(@PathVariable String taskKey) {
        return checklists.of(taskKey);
    }

    /** Replaces the points; {@code version} is the one that was read. */
    @PutMapping("/api/checklists/{taskKey}")
    @PreAuthorize("hasAnyRole('process-owners', 'service-managers')")
    Checklist save(@PathVariable String taskKey, @RequestBody Change change) {
        new Checks()
                .required("version", change.version())
                .required("points", change.points())
                .refuseIfAny();
        return checklists.save(
                taskKey,
                Objects.requireNonNull(change.version()),
                Objects.requireNonNull(change.points()).stream()
                        .map(Point::draft)
                        .toList());
    }

    @GetMapping("/api/tickets/{number}/checklists")
    @Staff
    List<Tick> ticks(@PathVariable String number) {
        return checklists.ticks(number);
    }

    record Change(@Nullable Integer version, @Nullable List<Point> points) {}

    record Point(
            @Nullable String textEn,
            @Nullable String textZh,
            @Nullable Boolean required) {

        ChecklistPoint.Draft draft() {
            return new ChecklistPoint.Draft(textEn, textZh, Boolean.TRUE.equals(required));
        }
    }
}
