package io.aftercare.board;

import io.aftercare.tracking.AtRisk;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** The board with tasks of the tests' own, and a day on which nothing moves. */
@TestConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties({BoardProperties.class, AtRisk.class})
@Import({Board.class, Changes.class, Handover.class})
class BoardTestBeans {

    /** Monday, noon in China. */
    static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    Held holdings() {
        return new Held();
    }

    @Bean
    BoardScene scene(JdbcTemplate jdbc) {
        return new BoardScene(jdbc);
    }

    /** Tasks that a test hands out. */
    static class Held implements Holdings {

        final Map<String, List<Holding>> tasks = new HashMap<>();
        final Set<String> lately = new HashSet<>();

        void give(String number, String assignee) {
            tasks.put(
                    number,
                    List.of(new Holding("Task_ProposeSolution", "Propose solution", assignee, List.of(), NOW, null)));
        }

        @Override
        public Map<String, List<Holding>> of(Collection<String> numbers) {
            Map<String, List<Holding>> wanted = new HashMap<>(tasks);
            wanted.keySet().retainAll(numbers);
            return wanted;
        }

        @Override
        public Set<String> heldBy(String person) {
            Set<String> his = new HashSet<>();
            tasks.forEach((number, open) -> {
                if (open.stream().anyMatch(task -> person.equals(task.assignee()))) {
                    his.add(number);
                }
            });
            return his;
        }

        @Override
        public Set<String> lately() {
            return Set.copyOf(lately);
        }
    }
}
