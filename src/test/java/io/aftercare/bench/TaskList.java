package io.aftercare.bench;

import io.aftercare.MySqlServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * P3: what staff open all day, by due time with its counts, over very many open tickets; the reference is the engine's own
 * task query with its count, on the very same rows, with the same people and authorizations.
 */
final class TaskList {

    /** Group of agent 0, 1, ... beside service-agents, as {@link Copies} made them. */
    private static final List<String> FILTERS =
            List.of("", "&mine=true", "&priority=P2", "&department=operations", "&clock=PLAN");

    private TaskList() {}

    static void run(Settings settings) throws Exception {
        int tickets = settings.count("tickets", 100_000, 5_000);
        double rate = settings.count("rate", 10, 5);
        int rounds = settings.count("rounds", 3, 1);
        Duration warmUp = settings.seconds("warm-up", 10, 5);
        Duration time = settings.seconds("seconds", 40, 10);
        Report report = new Report("p3", "P3: lists over open tickets", "engine's task query");
        try (Server server = new Server(MySqlServer.empty("p3"))) {
            Samples samples = Samples.in(server);
            long begin = System.nanoTime();
            try (Copies copies = new Copies(server.database(), 1_000)) {
                samples.copyOpen(copies, 0, tickets);
            }
            report.note(
                    "%d open tickets with %d open tasks, 50 agents in 20 groups, copied in %d s",
                    server.number("select count(*) from ticket where closed_at is null"),
                    server.number("select count(*) from ACT_RU_TASK"),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
            try (Program bare = bareOn(server).pause();
                    Program ours = Program.ours(server.database()).pause()) {
                Driver board = Driver.get(ours.address(), ours("/api/board?size=20"));
                Driver list = Driver.get(ours.address(), ours("/api/tickets?size=20"));
                Driver page = Driver.get(ours.address(), ours("/board?")).page();
                Driver tasks = Driver.get(bare.address(), reference());
                long failed = 0;
                for (int round = 0; round < rounds; round++) {
                    ours.resume();
                    failed += told(board.open(rate, warmUp, time), "list by due time with counts", report.ours());
                    failed += told(list.open(rate, warmUp, time), "tickets, newest first, with count", report.ours());
                    failed += told(page.open(rate, warmUp, time), "the board as a page", report.ours());
                    failed += told(board.closed(1, warmUp, time), "the same, one at a time", report.ours());
                    ours.pause();
                    bare.resume();
                    Driver.Result own = tasks.closed(1, warmUp, time);
                    if (own.answered() > 0) {
                        own.times("the same, one at a time", report.reference());
                    } else {
                        report.note("the engine's own query was not answered once in %d s", time.toSeconds());
                    }
                    bare.pause();
                }
                report.check("answers other than 200", 0, failed);
            }
            report.row("list by due time with counts p50 ms", "");
            report.row("list by due time with counts p95 ms", "<= 200");
            report.row("list by due time with counts p99 ms", "");
            report.row("the same, one at a time p50 ms", "");
            report.row("the same, one at a time p95 ms", "<= 0.5");
            report.row("tickets, newest first, with count p95 ms", "<= 200");
            report.row("the board as a page p95 ms", "<= 200");
            report.note(
                    "open model, %.0f requests a second for %d s after %d s to warm up, %d rounds in turn; first page of"
                            + " 20, without a filter and with four in turn: mine, a priority, a department, a clock or task;"
                            + " the engine's own query is asked one at a time, for it answers nothing at that rate",
                    rate, time.toSeconds(), warmUp.toSeconds(), rounds);
        }
        report.finish();
    }

    private static long told(Driver.Result result, String of, Figures figures) {
        result.times(of, figures);
        return result.failed();
    }

    /** The engine with stock settings and authorizations on our tables; it must not know that they hold another history level. */
    private static Program bareOn(Server server) throws Exception {
        String level = server.text("select VALUE_ from ACT_GE_PROPERTY where NAME_ = 'historyLevel'");
        server.execute("update ACT_GE_PROPERTY set VALUE_ = '3' where NAME_ = 'historyLevel'");
        try {
            return Program.bare(
                    server.database(),
                    "--camunda.bpm.database.schema-update=false",
                    "--camunda.bpm.job-execution.enabled=false",
                    "--camunda.bpm.auto-deployment-enabled=false",
                    "--camunda.bpm.authorization.enabled=true");
        } finally {
            server.execute("update ACT_GE_PROPERTY set VALUE_ = '" + level + "' where NAME_ = 'historyLevel'");
        }
    }

    /** Fifty agents, each with every filter. */
    static List<String> ours(String path) {
        List<String> lines = new ArrayList<>();
        for (String filter : FILTERS) {
            for (int agent = 0; agent < 50; agent++) {
                String known = path.startsWith("/api/tickets")
                        ? filter.replace("&mine=true", "&owner=" + Copies.agent(agent))
                                .replace("&department=operations", "&status=EXECUTING")
                                .replace("&clock=PLAN", "&status=RECEIVED")
                        : filter;
                lines.add(Copies.agent(agent) + " " + path + known);
            }
        }
        java.util.Collections.shuffle(lines, new java.util.Random(1));
        return lines;
    }

    private static List<String> reference() {
        List<String> lines = new ArrayList<>();
        for (String filter : FILTERS) {
            for (int agent = 0; agent < 50; agent++) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s /tasks?user=%s&groups=service-agents,operations-staff,technical-staff%s",
                        Copies.agent(agent),
                        Copies.agent(agent),
                        filter.replace("mine=true", "assignee=" + Copies.agent(agent))
                                .replace("department=operations", "group=operations-staff")
                                .replace("clock=PLAN", "key=Task_ProposeSolution")));
            }
        }
        java.util.Collections.shuffle(lines, new java.util.Random(1));
        return lines;
    }
}
