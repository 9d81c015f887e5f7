package io.aftercare.process;

import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;

/** Who may take tasks, for many tasks with one statement (P3): the engine's own service knows only one at a time, with four. */
@Mapper
interface CandidateMapper {

    /** At least one id; what is finished has nobody. */
    List<Candidate> findByTasks(@Param("taskIds") Collection<String> taskIds);

    /** A group or a person that may take a task. */
    record Candidate(
            String taskId,
            @Nullable String userId,
            @Nullable String groupId) implements IdentityLink {

        @Override
        public @Nullable String getId() {
            return null;
        }

        @Override
        public String getType() {
            return IdentityLinkType.CANDIDATE;
        }

        @Override
        public @Nullable String getUserId() {
            return userId;
        }

        @Override
        public @Nullable String getGroupId() {
            return groupId;
        }

        @Override
        public String getTaskId() {
            return taskId;
        }

        @Override
        public @Nullable String getProcessDefId() {
            return null;
        }

        @Override
        public @Nullable String getTenantId() {
            return null;
        }
    }
}
