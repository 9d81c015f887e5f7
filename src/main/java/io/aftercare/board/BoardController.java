package io.aftercare.board;

import io.aftercare.desk.Wording;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import io.aftercare.ticket.Priority;
import io.aftercare.tracking.ClockName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The SLA board: page and its live part (2-18, 3-11). Staff see what the list shows them. */
@Controller
class BoardController {

    private final Board board;
    private final LiveBoard live;
    private final LivePages pages;
    private final BoardProperties properties;
    private final Colleagues colleagues;
    private final CurrentUser currentUser;
    private final Wording wording;

    BoardController(
            Board board,
            LiveBoard live,
            LivePages pages,
            BoardProperties properties,
            Colleagues colleagues,
            CurrentUser currentUser,
            Wording wording) {
        this.board = board;
        this.live = live;
        this.pages = pages;
        this.properties = properties;
        this.colleagues = colleagues;
        this.currentUser = currentUser;
        this.wording = wording;
    }

    @GetMapping("/board")
    @Staff
    String page(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String clock,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(required = false) @Nullable String after,
            Model model,
            Locale locale) {
        BoardFilter filter = filter(department, mine ? currentUser.id() : person, priority, clock, state);
        long version = live.version();
        show(board.show(filter, Checks.present(after), size(filter)), version, filter, after, model, locale);
        return "board/board";
    }

    /** What changes on the page, for its script. */
    @GetMapping("/board/lines")
    @Staff
    String lines(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String clock,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(required = false) @Nullable String after,
            Model model,
            Locale locale) {
        BoardFilter filter = filter(department, mine ? currentUser.id() : person, priority, clock, state);
        long version = live.version();
        show(live.show(filter, Checks.present(after), size(filter)), version, filter, after, model, locale);
        return "board/board :: live";
    }

    /** Tells a page that the board changed. */
    @GetMapping(path = "/board/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @ResponseBody
    @Staff
    SseEmitter events(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        // some proxies would hold events back until a page is full
        response.setHeader("X-Accel-Buffering", "no");
        return pages.open(currentUser.id(), session == null ? null : session.getId(), request);
    }

    private void show(
            Board.Shown shown, long version, BoardFilter filter, @Nullable String after, Model model, Locale locale) {
        model.addAttribute(
                "board",
                BoardPage.of(
                        shown,
                        version,
                        filter,
                        Checks.present(after),
                        currentUser.id(),
                        colleagues,
                        wording.in(locale),
                        locale));
    }

    private int size(BoardFilter filter) {
        return filter.state() == null ? properties.rows() : Math.min(properties.rows() * 3, Board.LARGEST_PAGE);
    }

    static BoardFilter filter(
            @Nullable String department,
            @Nullable String person,
            @Nullable String priority,
            @Nullable String clock,
            @Nullable String state) {
        new Checks()
                .atMost("department", department, 40)
                .atMost("person", person, 64)
                .refuseIfAny();
        return new BoardFilter(
                Checks.present(department),
                Checks.present(person),
                choice("priority", Priority.class, priority),
                choice("clock", ClockName.class, clock),
                choice("state", BoardSection.class, state == null ? null : state.replace('-', '_')));
    }

    private static <E extends Enum<E>> @Nullable E choice(String name, Class<E> type, @Nullable String value) {
        String wanted = Checks.present(value);
        if (wanted == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(wanted)) {
                return constant;
            }
        }
        throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable-field", name);
    }
}
