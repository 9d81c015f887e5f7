package io.aftercare.board;

import io.aftercare.security.Groups;
import io.aftercare.security.StaffDirectory;
import io.aftercare.security.StaffDirectory.Person;
import java.text.Collator;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who can own a ticket or hold a task, by name; asked of the directory once a minute, not for every line shown. */
@Component
class Colleagues {

    /** The departments of the contract, as the desk's own forms list them. */
    static final List<String> DEPARTMENTS = List.of("technical", "operations", "product", "complaints");

    private static final long FRESH_NANOS = 60_000_000_000L;

    private final StaffDirectory staff;
    private volatile @Nullable Known known;

    Colleagues(StaffDirectory staff) {
        this.staff = staff;
    }

    /** Sorted by name. */
    List<Person> all(Locale locale) {
        Collator byName = Collator.getInstance(locale);
        return known().people().values().stream()
                .sorted(Comparator.comparing(Person::name, byName).thenComparing(Person::id))
                .toList();
    }

    /** The name; the id where we know nobody of that id. */
    String name(String id) {
        Known now = known();
        Person person = now.people().get(id);
        return person != null
                ? person.name()
                : now.others().computeIfAbsent(id, unknown -> {
                    Person found = staff.find(unknown);
                    return found == null || found.name().isBlank() ? unknown : found.name();
                });
    }

    private Known known() {
        Known now = known;
        if (now == null || System.nanoTime() - now.at() > FRESH_NANOS) {
            Map<String, Person> people = new LinkedHashMap<>();
            groups().flatMap(group -> staff.members(group).stream()).forEach(each -> people.put(each.id(), each));
            now = new Known(people, new java.util.concurrent.ConcurrentHashMap<>(), System.nanoTime());
            known = now;
        }
        return now;
    }

    private static Stream<String> groups() {
        return Stream.concat(
                Stream.of(
                        Groups.SERVICE_AGENTS,
                        Groups.SERVICE_SUPERVISORS,
                        Groups.SERVICE_MANAGERS,
                        Groups.SPECIAL_TEAM,
                        Groups.FIELD_ENGINEERS,
                        Groups.LEGAL_COUNSEL,
                        Groups.COMPENSATION_MANAGERS,
                        Groups.FINANCE_STAFF,
                        Groups.PARTS_KEEPERS,
                        Groups.WAREHOUSE_STAFF),
                DEPARTMENTS.stream()
                        .flatMap(department -> Stream.of(
                                Groups.staff(department), Groups.supervisors(department), Groups.heads(department))));
    }

    private record Known(Map<String, Person> people, Map<String, String> others, long at) {}
}
