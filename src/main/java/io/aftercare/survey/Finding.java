package io.aftercare.survey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the lint says about a template; an error keeps it from being published. */
public record Finding(Level level, String key, @Nullable Integer question, List<Object> arguments) {

    /** How bad it is. */
    public enum Level {
        ERROR,
        WARNING
    }

    public boolean isError() {
        return level == Level.ERROR;
    }
}
