package io.aftercare.process;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Counts statements and commits on their way to the database: the two costs of a ticket that do not flake. */
class Traffic implements BeanPostProcessor {

    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final Map<String, AtomicLong> byTable = new ConcurrentHashMap<>();

    record Count(long statements, long commits) {

        Count since(Count before) {
            return new Count(statements - before.statements, commits - before.commits);
        }
    }

    Count count() {
        return new Count(statements.get(), commits.get());
    }

    /** What was asked, most often first, to find out why a budget broke. */
    Map<String, Long> statements() {
        Map<String, Long> told = new TreeMap<>();
        byTable.forEach((statement, times) -> told.put(statement, times.get()));
        return told;
    }

    void forget() {
        byTable.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource source)) {
            return bean;
        }
        return ProxyDataSourceBuilder.create(source)
                .afterQuery((execution, queries) -> queries.forEach(query -> {
                    statements.incrementAndGet();
                    byTable.computeIfAbsent(shape(query.getQuery()), shape -> new AtomicLong())
                            .incrementAndGet();
                }))
                .afterMethod(call -> {
                    if (call.getMethod().getName().equals("commit")) {
                        commits.incrementAndGet();
                    }
                })
                .build();
    }

    private static String shape(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() > 160 ? line.substring(0, 160) : line;
    }
}
