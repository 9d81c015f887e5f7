package io.aftercare.worklist;

import io.aftercare.problem.Checks;
import io.aftercare.security.Staff;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Human tasks over HTTP; the same rules as in Tasklist. */
@RestController
@RequestMapping("/api/tasks")
class WorklistController {

    private final Worklist worklist;

    WorklistController(Worklist worklist) {
        this.worklist = worklist;
    }

    @GetMapping
    @Staff
    List<OpenTask> ofTicket(@RequestParam(required = false) @Nullable String ticket) {
        return worklist.ofTicket(Checks.text("ticket", ticket, 20));
    }

    @PostMapping("/{id}/claim")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void claim(@PathVariable String id) {
        worklist.claim(id);
    }

    @PostMapping("/{id}/unclaim")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void unclaim(@PathVariable String id) {
        worklist.unclaim(id);
    }

    @PostMapping("/{id}/complete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void complete(
            @PathVariable String id, @RequestBody(required = false) @Nullable Map<String, @Nullable Object> fields) {
        worklist.complete(id, fields == null ? Map.of() : fields);
    }
}
