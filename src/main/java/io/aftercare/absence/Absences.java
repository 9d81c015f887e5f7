package io.aftercare.absence;

import io.aftercare.notification.Languages;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Groups;
import io.aftercare.security.StaffDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Absences with their substitutes (L8). Who stands in for whom is always resolved at the moment of asking, along the
 * chain to the first person who is there; a loop, or somebody who would gain rights that he himself gave away in
 * another's name, resolves to nobody.
 */
@Service
@Transactional
public class Absences {

    private static final Duration LONGEST = Duration.ofDays(366);
    /** For somebody else: he may not even know of it. */
    private static final Duration LONGEST_FOR_ANOTHER = Duration.ofDays(31);

    private static final Duration BACKDATED_FOR_ANOTHER = Duration.ofDays(1);

    private final AbsenceMapper absences;
    private final StaffDirectory staff;
    private final Notifier notifier;
    private final Languages languages;
    private final CurrentUser currentUser;
    private final Clock clock;

    Absences(
            AbsenceMapper absences,
            StaffDirectory staff,
            Notifier notifier,
            Languages languages,
            CurrentUser currentUser,
            Clock clock) {
        this.absences = absences;
        this.staff = staff;
        this.notifier = notifier;
        this.languages = languages;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** What holds now or will hold, soonest first. */
    @Transactional(readOnly = true)
    public List<Absence> upcoming() {
        return absences.findFrom(clock.instant());
    }

    /** Entered by the absent person himself, or by somebody above him who does not name himself. */
    public Absence enter(
            @Nullable String absent,
            @Nullable String substitute,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String reason) {
        Instant now = clock.instant();
        String actor = currentUser.id();
        String person = absent == null || absent.isBlank() ? actor : absent.strip();
        new Checks()
                .required("substitute", substitute)
                .atMost("substitute", substitute, 64)
                .atMost("absent", person, 64)
                .required("from", from)
                .required("until", until)
                .that(from == null || until == null || from.isBefore(until), "until", "field.after-from")
                .that(until == null || until.isAfter(now), "until", "field.future")
                .that(
                        from == null || until == null || !until.isAfter(from.plus(LONGEST)),
                        "until",
                        "field.too-long-away",
                        LONGEST.toDays())
                .atMost("reason", reason, 500)
                .refuseIfAny();
        String other = Objects.requireNonNull(substitute).strip();
        Instant starts = Objects.requireNonNull(from).truncatedTo(ChronoUnit.SECONDS);
        Instant ends = Objects.requireNonNull(until).truncatedTo(ChronoUnit.SECONDS);
        new Checks()
                .that(isStaff(person), "absent", "field.no-staff")
                .that(isStaff(other), "substitute", "field.no-staff")
                .refuseIfAny();
        if (!mayEnterFor(person)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.absence-not-yours");
        }
        if (!person.equals(actor)) {
            checkForAnother(person, other, starts, ends, now);
        }
        if (other.equals(person)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.absence-self");
        }
        if (other.equals(actor)) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.absence-own-gain");
        }
        List<Absence> known = absences.findFrom(now).stream()
                .filter(each -> each.startsAt().isBefore(ends) && starts.isBefore(each.endsAt()))
                .toList();
        if (known.stream().anyMatch(each -> each.absent().equals(person))) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.absence-overlaps", name(person));
        }
        if (leadsTo(other, person, known, new HashSet<>())) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.absence-cycle", name(other), name(person));
        }
        absences.insert(
                person, other, starts, ends, reason == null || reason.isBlank() ? null : reason.strip(), actor, now);
        Absence entered = absences.findFrom(now).stream()
                .filter(each -> each.absent().equals(person) && each.startsAt().equals(starts))
                .findFirst()
                .orElseThrow();
        notifier.toColleague(
                other,
                Template.SUBSTITUTE,
                "absence-" + entered.id(),
                Map.of("absent", name(person), "from", languages.moment(starts), "until", languages.moment(ends)));
        if (!person.equals(actor)) {
            notifier.toColleague(
                    person,
                    Template.ABSENCE_ENTERED,
                    "absence-" + entered.id(),
                    Map.of(
                            "substitute",
                            name(other),
                            "by",
                            name(actor),
                            "from",
                            languages.moment(starts),
                            "until",
                            languages.moment(ends)));
        }
        return entered;
    }

    /** Who gives away the rights of a colleague gives them to somebody of the same line, soon and not for long. */
    private void checkForAnother(String person, String other, Instant starts, Instant ends, Instant now) {
        new Checks()
                .that(!starts.isBefore(now.minus(BACKDATED_FOR_ANOTHER)), "from", "field.not-backdated")
                .that(
                        !ends.isAfter(starts.plus(LONGEST_FOR_ANOTHER)),
                        "until",
                        "field.too-long-away",
                        LONGEST_FOR_ANOTHER.toDays())
                .refuseIfAny();
        Set<String> line = new HashSet<>();
        for (String group : staff.groups(person)) {
            String above = Groups.above(group);
            line.addAll(List.of(group, above, Groups.above(above)));
        }
        if (staff.groups(other).stream().noneMatch(line::contains)) {
            throw new ProblemException(
                    ProblemType.RULE_REFUSES, "problem.absence-other-line", name(other), name(person));
        }
    }

    /** By the absent person, by who entered it, or by somebody above him; 409 once it is over. */
    public void revoke(long id) {
        Absence absence = absences.find(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.absence-unknown"));
        if (!mayRevoke(absence)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "problem.absence-not-yours");
        }
        Instant now = clock.instant();
        if (!absence.endsAt().isAfter(now) || absences.revoke(id, currentUser.id(), now) != 1) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
    }

    @Transactional(readOnly = true)
    public boolean mayRevoke(Absence absence) {
        return mayEnterFor(absence.absent()) || absence.enteredBy().equals(currentUser.id());
    }

    /** Himself, service managers, administrators, and whoever stands above him in each of his groups. */
    @Transactional(readOnly = true)
    public boolean mayEnterFor(String person) {
        return person.equals(currentUser.id())
                || currentUser.isIn(Groups.SERVICE_MANAGERS)
                || currentUser.isIn(Groups.ADMIN)
                || isAboveInEverything(person);
    }

    /** Above in one of several roles is not above the person. */
    private boolean isAboveInEverything(String person) {
        List<String> groups = List.copyOf(staff.groups(person));
        return !groups.isEmpty() && groups.stream().map(Groups::above).allMatch(currentUser::isIn);
    }

    /** By absent person, who acts for him at this moment. */
    @Transactional(readOnly = true)
    public Map<String, String> substitutes() {
        Instant now = clock.instant();
        Map<String, Absence> live = new HashMap<>();
        absences.findFrom(now).stream()
                .filter(absence -> absence.isLive(now))
                .forEach(absence -> live.putIfAbsent(absence.absent(), absence));
        Map<String, String> resolved = new TreeMap<>();
        for (String absent : live.keySet()) {
            String present = resolve(absent, live);
            if (present != null && isStaff(present)) {
                resolved.put(absent, present);
            }
        }
        return resolved;
    }

    /** For whom this person acts at this moment. */
    @Transactional(readOnly = true)
    public List<String> representedBy(String person) {
        return substitutes().entrySet().stream()
                .filter(entry -> entry.getValue().equals(person))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static @Nullable String resolve(String absent, Map<String, Absence> live) {
        Set<String> seen = new HashSet<>();
        Set<Absence> links = new HashSet<>();
        String present = absent;
        while (live.containsKey(present)) {
            if (!seen.add(present)) {
                return null;
            }
            Absence link = Objects.requireNonNull(live.get(present));
            links.add(link);
            present = link.substitute();
        }
        String gainer = present;
        return links.stream().anyMatch(link -> link.isEnteredFor(gainer)) ? null : present;
    }

    private static boolean leadsTo(String from, String to, List<Absence> known, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        return seen.add(from)
                && known.stream()
                        .filter(absence -> absence.absent().equals(from))
                        .anyMatch(absence -> leadsTo(absence.substitute(), to, known, seen));
    }

    /** Known, and in a group of people: the machine accounts of channels stand in for nobody. */
    private boolean isStaff(String person) {
        return staff.find(person) != null
                && staff.groups(person).stream().anyMatch(group -> !group.equals(Groups.CHANNELS))
                && !staff.groups(person).contains(Groups.CHANNELS);
    }

    private String name(String id) {
        StaffDirectory.Person person = staff.find(id);
        return person == null ? id : person.name();
    }
}
