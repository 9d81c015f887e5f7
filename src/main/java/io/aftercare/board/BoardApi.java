package io.aftercare.board;

import io.aftercare.problem.Checks;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The SLA board for machines (2-18), refused as machines read it (R12). */
@RestController
class BoardApi {

    private final Board board;
    private final CurrentUser currentUser;

    BoardApi(Board board, CurrentUser currentUser) {
        this.board = board;
        this.currentUser = currentUser;
    }

    @GetMapping(path = "/api/board", produces = MediaType.APPLICATION_JSON_VALUE)
    @Staff
    BoardView api(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String clock,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "20") int size) {
        new Checks()
                .that(size >= 1 && size <= Board.LARGEST_PAGE, "size", "field.range", 1, Board.LARGEST_PAGE)
                .refuseIfAny();
        BoardFilter filter =
                BoardController.filter(department, mine ? currentUser.id() : person, priority, clock, state);
        return BoardView.of(board.show(filter, Checks.present(after), size));
    }
}
