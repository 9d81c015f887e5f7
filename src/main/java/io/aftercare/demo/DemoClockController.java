package io.aftercare.demo;

import io.aftercare.problem.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The demo's movable clock over HTTP. */
@RestController
@Profile("demo")
@RequestMapping("/demo/clock")
class DemoClockController {

    private final DemoClockService clock;

    DemoClockController(DemoClockService clock) {
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    Now now() {
        return new Now(clock.now());
    }

    /** {@code {"advance": "PT25H"}}. */
    @PostMapping
    @PreAuthorize("hasRole('camunda-admin')")
    Now advance(@RequestBody Advance body) {
        new Checks().required("advance", body.advance()).refuseIfAny();
        return new Now(clock.advance(Objects.requireNonNull(body.advance())));
    }

    record Now(Instant now) {}

    record Advance(@Nullable Duration advance) {}
}
