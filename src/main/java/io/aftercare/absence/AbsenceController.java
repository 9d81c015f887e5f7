package io.aftercare.absence;

import io.aftercare.security.Staff;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Absences and substitutes over HTTP; everybody of the house may read who stands in for whom. */
@RestController
@RequestMapping("/api/absences")
class AbsenceController {

    private final Absences absences;

    AbsenceController(Absences absences) {
        this.absences = absences;
    }

    @GetMapping
    @Staff
    List<AbsenceView> upcoming() {
        return absences.upcoming().stream().map(AbsenceView::of).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Staff
    AbsenceView enter(@RequestBody AbsenceEntry entry) {
        return AbsenceView.of(
                absences.enter(entry.absent(), entry.substitute(), entry.from(), entry.until(), entry.reason()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void revoke(@PathVariable long id) {
        absences.revoke(id);
    }

    /** {@code absent} is the caller himself where it is left out. */
    record AbsenceEntry(
            @Nullable String absent,
            @Nullable String substitute,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String reason) {}

    record AbsenceView(
            long id,
            String absent,
            String substitute,
            Instant from,
            Instant until,
            @Nullable String reason,
            String enteredBy) {

        static AbsenceView of(Absence absence) {
            return new AbsenceView(
                    absence.id(),
                    absence.absent(),
                    absence.substitute(),
                    absence.startsAt(),
                    absence.endsAt(),
                    absence.reason(),
                    absence.enteredBy());
        }
    }
}
