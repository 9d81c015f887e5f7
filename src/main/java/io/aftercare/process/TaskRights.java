package io.aftercare.process;

import io.aftercare.absence.Absences;
import io.aftercare.absence.Cover;
import io.aftercare.absence.Covers;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.StaffDirectory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may work on a task: its assignee and its candidates in their own right, and whoever stands in for one of them at
 * this moment. What a substitute's list shows gives no right by itself: an absence that is over counts no longer.
 */
@Component
class TaskRights {

    private final Absences absences;
    private final Covers covers;
    private final StaffDirectory staff;
    private final CurrentUser currentUser;

    TaskRights(Absences absences, Covers covers, StaffDirectory staff, CurrentUser currentUser) {
        this.absences = absences;
        this.covers = covers;
        this.staff = staff;
        this.currentUser = currentUser;
    }

    /** One look at the rights of the current user, for any number of tasks. */
    Reading ofCurrentUser() {
        return new Reading(currentUser.id());
    }

    /** @param onBehalfOf for whom he would act; null in his own right */
    record Right(@Nullable String onBehalfOf) {}

    final class Reading {

        private final String user;
        private final Map<String, Cover> shown;
        private @Nullable List<String> represented;
        private final Map<String, List<String>> groups = new HashMap<>();

        private Reading(String user) {
            this.user = user;
            this.shown = covers.of(user).stream().collect(Collectors.toMap(Cover::taskId, cover -> cover));
        }

        /** Null when the task is not his. */
        @Nullable
        Right on(String taskId, @Nullable String assignee, Collection<IdentityLink> links) {
            Cover cover = shown.get(taskId);
            boolean claimedForAnother = cover != null && cover.claimed();
            boolean own = user.equals(assignee) && !claimedForAnother
                    || links.stream()
                            .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                            .anyMatch(link -> user.equals(link.getUserId()) && cover == null
                                    || link.getGroupId() != null && currentUser.isIn(link.getGroupId()));
            if (own) {
                return new Right(null);
            }
            for (String absent : represented()) {
                boolean his = absent.equals(assignee)
                        || links.stream()
                                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                                .anyMatch(link -> absent.equals(link.getUserId())
                                        || link.getGroupId() != null
                                                && groupsOf(absent).contains(link.getGroupId()));
                if (his
                        || cover != null
                                && cover.claimed()
                                && absent.equals(cover.absent())
                                && absent.equals(cover.formerAssignee())) {
                    return new Right(absent);
                }
            }
            return null;
        }

        /** Every group in whose tasks he could have a right, his own or an absent person's. */
        List<String> reachableGroups() {
            Set<String> all = new TreeSet<>(currentUser.groups());
            represented().forEach(absent -> all.addAll(groupsOf(absent)));
            return List.copyOf(all);
        }

        private List<String> represented() {
            List<String> known = represented;
            if (known == null) {
                known = absences.representedBy(user);
                represented = known;
            }
            return known;
        }

        private List<String> groupsOf(String person) {
            return groups.computeIfAbsent(person, staff::groups);
        }
    }
}
