package io.aftercare.board;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The board for the pages that refresh themselves: those that ask for the same after the same change get one answer, so
 * that fifty screens cost the database as much as one.
 */
@Component
class LiveBoard {

    private static final int KEPT = 200;
    private static final long FRESH_NANOS = 2_000_000_000L;

    private final Board board;
    private final AtomicLong version = new AtomicLong();
    private final Map<Question, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > KEPT;
        }
    };

    LiveBoard(Board board) {
        this.board = board;
    }

    /** Something changed: what is known is of yesterday. */
    long changed() {
        return version.incrementAndGet();
    }

    long version() {
        return version.get();
    }

    Board.Shown show(BoardFilter filter, @Nullable String after, int size) {
        Question question = new Question(filter, after, size);
        CompletableFuture<Board.Shown> mine = new CompletableFuture<>();
        CompletableFuture<Board.Shown> theirs;
        synchronized (answers) {
            Answer known = answers.get(question);
            if (known != null
                    && known.version() == version.get()
                    && System.nanoTime() - known.at() < FRESH_NANOS
                    && !known.shown().isCompletedExceptionally()) {
                theirs = known.shown();
            } else {
                theirs = null;
                answers.put(question, new Answer(version.get(), System.nanoTime(), mine));
            }
        }
        if (theirs != null) {
            return result(theirs);
        }
        try {
            mine.complete(board.show(filter, after, size));
        } catch (RuntimeException failure) {
            mine.completeExceptionally(failure);
        } finally {
            // nobody waits for ever, whatever was thrown
            mine.cancel(false);
        }
        return result(mine);
    }

    private static Board.Shown result(CompletableFuture<Board.Shown> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        }
    }

    private record Question(BoardFilter filter, @Nullable String after, int size) {}

    private record Answer(long version, long at, CompletableFuture<Board.Shown> shown) {}
}
