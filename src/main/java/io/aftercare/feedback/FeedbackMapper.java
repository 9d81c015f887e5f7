package io.aftercare.feedback;

import io.aftercare.feedback.Feedback.Category;
import io.aftercare.feedback.Feedback.NextStep;
import io.aftercare.feedback.Feedback.Outcome;
import io.aftercare.feedback.Feedback.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for the feedback inbox; see FeedbackMapper.xml. */
@Mapper
interface FeedbackMapper {

    void insert(NewFeedback feedback);

    Optional<Feedback> find(long id);

    Optional<Feedback> findByFormKey(String formKey);

    Optional<Feedback> findForUpdate(long id);

    /** Open ones by age, closed ones newest first. */
    List<Feedback> list(
            @Param("state") @Nullable State state,
            @Param("category") @Nullable Category category,
            @Param("department") @Nullable String department,
            @Param("open") boolean open,
            @Param("offset") int offset,
            @Param("limit") int limit);

    int countOpen();

    void classify(
            @Param("id") long id,
            @Param("category") Category category,
            @Param("nextStep") NextStep nextStep,
            @Param("department") String department,
            @Param("by") String by,
            @Param("at") Instant at,
            @Param("state") State state);

    void decide(
            @Param("id") long id,
            @Param("outcome") Outcome outcome,
            @Param("reason") @Nullable String reason,
            @Param("by") String by,
            @Param("at") Instant at);

    void answer(
            @Param("id") long id,
            @Param("answer") String answer,
            @Param("by") String by,
            @Param("at") Instant at,
            @Param("toldAt") @Nullable Instant toldAt);

    void close(@Param("id") long id, @Param("by") String by, @Param("at") Instant at);

    int forget(@Param("customerRef") String customerRef, @Param("forgotten") String forgotten);

    /** Its id is set by the database. */
    final class NewFeedback {
        private long id;
        private final Feedback made;
        private final @Nullable String formKey;

        NewFeedback(Feedback made, @Nullable String formKey) {
            this.made = made;
            this.formKey = formKey;
        }

        public long getId() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }

        public Feedback getMade() {
            return made;
        }

        public @Nullable String getFormKey() {
            return formKey;
        }
    }
}
