package io.aftercare.process;

import java.sql.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Counts statements and commits on their way to the database: the two costs of a ticket that do not flake. A batch is
 * one statement; only commits of transactions that wrote something wait for the disk and are counted as such. What the
 * house does beside in threads of its own is not the ticket's.
 */
class Traffic implements BeanPostProcessor {

    private volatile @Nullable Thread counted;
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong writtenCommits = new AtomicLong();
    private final Set<String> writing = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> byTable = new ConcurrentHashMap<>();

    record Count(long statements, long commits, long writtenCommits) {

        static final Count NONE = new Count(0, 0, 0);

        Count since(Count before) {
            return new Count(
                    statements - before.statements, commits - before.commits, writtenCommits - before.writtenCommits);
        }

        Count plus(Count more) {
            return new Count(
                    statements + more.statements, commits + more.commits, writtenCommits + more.writtenCommits);
        }
    }

    Count count() {
        return new Count(statements.get(), commits.get(), writtenCommits.get());
    }

    /** What was asked, most often first, to find out why a budget broke. */
    Map<String, Long> statements() {
        Map<String, Long> told = new TreeMap<>();
        byTable.forEach((statement, times) -> told.put(statement, times.get()));
        return told;
    }

    private boolean isCounted(Thread thread) {
        return thread == counted || thread.getName().equals("clock-watch");
    }

    /** Counts from now on what this thread does, and the workers that it sends up the ladder. */
    void forget() {
        counted = Thread.currentThread();
        byTable.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource source)) {
            return bean;
        }
        return ProxyDataSourceBuilder.create(source)
                .afterQuery((execution, queries) -> queries.forEach(query -> {
                    if (!isCounted(Thread.currentThread())) {
                        return;
                    }
                    statements.incrementAndGet();
                    String shape = shape(query.getQuery());
                    byTable.computeIfAbsent(shape, unused -> new AtomicLong()).incrementAndGet();
                    if (!shape.toLowerCase(Locale.ROOT).startsWith("select")) {
                        writing.add(execution.getConnectionId());
                    }
                }))
                .afterMethod(call -> {
                    if (!isCounted(Thread.currentThread())) {
                        return;
                    }
                    String method = call.getMethod().getName();
                    if (method.equals("commit")) {
                        commits.incrementAndGet();
                    }
                    if (call.getTarget() instanceof Connection
                            && Set.of("commit", "rollback", "close").contains(method)) {
                        boolean wrote = writing.remove(call.getConnectionInfo().getConnectionId());
                        if (wrote && method.equals("commit")) {
                            writtenCommits.incrementAndGet();
                        }
                    }
                })
                .build();
    }

    private static String shape(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() > 160 ? line.substring(0, 160) : line;
    }
}
