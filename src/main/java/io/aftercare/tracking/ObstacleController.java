package io.aftercare.tracking;

import io.aftercare.problem.Checks;
import io.aftercare.security.Staff;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Obstacles reported and cleared by hand. */
@RestController
@RequestMapping("/api/tickets/{number}/obstacles")
class ObstacleController {

    private final Obstacles obstacles;

    ObstacleController(Obstacles obstacles) {
        this.obstacles = obstacles;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void report(@PathVariable String number, @RequestBody ObstacleReport report) {
        String reason = Checks.text("reason", report.reason(), 2_000);
        obstacles.report(number, reason, report.expectedAt());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void clear(@PathVariable String number, @RequestBody(required = false) @Nullable ObstacleClearance clearance) {
        obstacles.clear(number, clearance == null ? null : clearance.note());
    }

    record ObstacleReport(@Nullable String reason, @Nullable Instant expectedAt) {}

    record ObstacleClearance(@Nullable String note) {}
}
