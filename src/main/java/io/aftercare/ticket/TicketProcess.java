package io.aftercare.ticket;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Port to the process that holds a ticket's position. Every call works inside the caller's transaction: what the
 * tables say and where the token stands commit together.
 */
public interface TicketProcess {

    /** What the line has to know to start: which stages are done already and who works next. */
    record Start(
            String number,
            String customerName,
            @Nullable Priority priority,
            @Nullable String owner,
            boolean registered,
            boolean classified,
            boolean simple,
            boolean confirmedOnCall,
            @Nullable String department,
            boolean specialTeam) {}

    /** What the last question to the customer brought. */
    enum CallbackResult {
        NO_ANSWER,
        NOT_SOLVED,
        DISSATISFIED,
        SATISFIED
    }

    /** Starts a new running instance under the ticket's number. */
    void start(Start start);

    /** The customer said that it is solved; moves the token if something waits for it. */
    void customerConfirmed(String number);

    /** The customer said that it is not solved. Returns false when nothing waited for it. */
    boolean customerDisputed(String number);

    boolean customerAgreed(String number);

    boolean customerObjected(String number);

    boolean surveyAnswered(String number, CallbackResult result);

    boolean cancelled(String number);

    /** The ticket went to another department or category; who proposes next is told. */
    boolean transferred(String number, String department, boolean specialTeam);

    /** Gates that wait are evaluated again; lists show the new priority. */
    void priorityChanged(String number, Priority priority);

    void obstacleReported(String number);

    void obstacleCleared(String number);

    /** Something went out to the customer: the next update is due later, and an open update task is done with. */
    void customerTold(String number, Instant nextUpdateAt);

    void ownerChanged(String number, String owner);

    /** Lists show this name for the customer from now on. */
    void customerNamed(String number, String name);

    /** A refund or a payment in cash was promised on the way: finance has to pay before the work is done. */
    void paymentDue(String number);

    /** Moves the due time of the open tasks with these keys. */
    void moveDue(String number, Collection<String> taskKeys, Instant dueAt);

    /** Lets a group see and take these open tasks; what it can take already stays. A mark is shown as {@link #showMark} does. */
    void letGroupTake(Collection<Holder> holders, String group, @Nullable String mark);

    /** These open tasks show in every list how far their time limit is, for example {@code 75 %}. */
    void showMark(Collection<Holder> holders, String mark);

    /** The customer urged for the {@code times}th time: all open tasks say so and move up in the lists (E-03). */
    void urged(String number, int times);

    /** Who holds the ticket now, and since when: one entry per open task. */
    List<Holder> holders(String number);

    /**
     * What {@code work} does with these tickets, each of which the caller has locked, goes to the engine at once, and not
     * before the end; their {@link #holders} are read with one look (P4).
     */
    void together(Collection<String> numbers, Runnable work);

    /** @param assignee user id, or null while only {@code groups} could take it */
    record Holder(
            String taskId,
            String taskKey,
            String taskName,
            @Nullable String assignee,
            List<String> groups,
            Instant since,
            @Nullable Instant dueAt) {}
}
