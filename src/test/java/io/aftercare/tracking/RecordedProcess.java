package io.aftercare.tracking;

import io.aftercare.ticket.Priority;
import io.aftercare.ticket.TicketProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Notes what the process is told, and holds the tasks that the test opens. */
class RecordedProcess implements TicketProcess {

    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    /** What the lists show about time limits. */
    final List<String> marks = Collections.synchronizedList(new ArrayList<>());

    final List<Holder> holders = Collections.synchronizedList(new ArrayList<>());

    /** Of these tickets the engine says nothing. */
    final Set<String> broken = ConcurrentHashMap.newKeySet();
    /** How many tickets came together. */
    final List<Integer> together = Collections.synchronizedList(new ArrayList<>());

    void reset() {
        broken.clear();
        together.clear();
        told.clear();
        marks.clear();
        holders.clear();
    }

    void open(String taskKey, String... groups) {
        holders.add(new Holder(
                "id-" + holders.size(), taskKey, taskKey, null, List.of(groups), Instant.EPOCH, Instant.EPOCH));
    }

    void hold(String taskKey, String assignee, String... groups) {
        holders.add(new Holder(
                "id-" + holders.size(), taskKey, taskKey, assignee, List.of(groups), Instant.EPOCH, Instant.EPOCH));
    }

    @Override
    public void together(Collection<String> numbers, Runnable work) {
        together.add(numbers.size());
        work.run();
    }

    @Override
    public List<Holder> holders(String number) {
        if (broken.contains(number)) {
            throw new IllegalStateException(number + " is broken");
        }
        return List.copyOf(holders);
    }

    @Override
    public void showMark(Collection<Holder> holders, String mark) {
        marks.add(mark + " on " + keys(holders));
    }

    @Override
    public void urged(String number, int times) {
        told.add("urged " + times);
    }

    @Override
    public void start(Start start) {}

    @Override
    public void customerConfirmed(String number) {}

    @Override
    public boolean customerDisputed(String number) {
        return true;
    }

    @Override
    public boolean customerAgreed(String number) {
        return true;
    }

    @Override
    public boolean customerObjected(String number) {
        return true;
    }

    @Override
    public boolean surveyAnswered(String number, CallbackResult result) {
        return true;
    }

    @Override
    public boolean cancelled(String number) {
        return true;
    }

    @Override
    public boolean transferred(String number, String department, boolean specialTeam) {
        return true;
    }

    @Override
    public void priorityChanged(String number, Priority priority) {}

    @Override
    public void obstacleReported(String number) {
        told.add("obstacle reported");
    }

    @Override
    public void obstacleCleared(String number) {
        told.add("obstacle cleared");
    }

    @Override
    public void customerTold(String number, Instant nextUpdateAt) {
        told.add("next update " + nextUpdateAt);
    }

    @Override
    public void ownerChanged(String number, String owner) {}

    @Override
    public void customerNamed(String number, String name) {}

    @Override
    public void paymentDue(String number) {}

    @Override
    public void moveDue(String number, Collection<String> taskKeys, Instant dueAt) {
        told.add("due " + new TreeSet<>(taskKeys) + " " + dueAt);
    }

    @Override
    public void letGroupTake(Collection<Holder> holders, String group, @Nullable String mark) {
        if (mark != null) {
            showMark(holders, mark);
        }
        told.add(group + " may take " + keys(holders));
    }

    private static TreeSet<String> keys(Collection<Holder> holders) {
        return holders.stream().map(Holder::taskKey).collect(Collectors.toCollection(TreeSet::new));
    }
}
