package io.aftercare.desk;

import io.aftercare.security.Groups;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page: what this is and where to go; in the demo also whom to be. */
@Controller
class StartPageController {

    /** The people of the demo, in the order in which a ticket meets them. */
    private static final List<DemoUser> DEMO_USERS = List.of(
            new DemoUser("agent", Groups.SERVICE_AGENTS),
            new DemoUser("agent2", Groups.SERVICE_AGENTS),
            new DemoUser("desk-supervisor", Groups.SERVICE_SUPERVISORS),
            new DemoUser("engineer", Groups.staff("technical")),
            new DemoUser("field-engineer", Groups.FIELD_ENGINEERS),
            new DemoUser("tech-supervisor", Groups.supervisors("technical")),
            new DemoUser("tech-head", Groups.heads("technical")),
            new DemoUser("ops-staff", Groups.staff("operations")),
            new DemoUser("ops-supervisor", Groups.supervisors("operations")),
            new DemoUser("ops-head", Groups.heads("operations")),
            new DemoUser("product-manager", Groups.staff("product")),
            new DemoUser("product-supervisor", Groups.supervisors("product")),
            new DemoUser("product-head", Groups.heads("product")),
            new DemoUser("complaint-specialist", Groups.staff("complaints")),
            new DemoUser("complaint-supervisor", Groups.supervisors("complaints")),
            new DemoUser("complaint-head", Groups.heads("complaints")),
            new DemoUser("expert", Groups.SPECIAL_TEAM),
            new DemoUser("counsel", Groups.LEGAL_COUNSEL),
            new DemoUser("compensation-manager", Groups.COMPENSATION_MANAGERS),
            new DemoUser("cashier", Groups.FINANCE_STAFF),
            new DemoUser("parts-keeper", Groups.PARTS_KEEPERS),
            new DemoUser("warehouse", Groups.WAREHOUSE_STAFF),
            new DemoUser("inspector", Groups.QUALITY_INSPECTORS),
            new DemoUser("manager", Groups.SERVICE_MANAGERS),
            new DemoUser("owner", Groups.PROCESS_OWNERS),
            new DemoUser("admin", Groups.ADMIN),
            new DemoUser("channel", Groups.CHANNELS));

    private final Wording wording;
    private final Clock clock;
    private final boolean demo;

    StartPageController(Wording wording, Clock clock, Environment environment) {
        this.wording = wording;
        this.clock = clock;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @GetMapping("/")
    @PreAuthorize("permitAll()")
    String start(Model model, Locale locale) {
        Words words = wording.in(locale);
        model.addAttribute("demo", demo);
        if (demo) {
            model.addAttribute("now", words.moment(clock.instant()));
            model.addAttribute(
                    "users",
                    DEMO_USERS.stream()
                            .map(user -> new DemoUserRow(
                                    user.id(),
                                    words.person(user.id()),
                                    words.group(user.group()),
                                    words.text("desk.demo.does." + user.group())))
                            .toList());
        }
        return "desk/start";
    }

    private record DemoUser(String id, String group) {}

    /** Somebody to try. */
    record DemoUserRow(String id, String name, String role, String does) {}
}
