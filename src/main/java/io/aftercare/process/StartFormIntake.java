package io.aftercare.process;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Tasklist's start form hands in: a ticket on the phone, in one go. */
interface StartFormIntake {

    /** Returns the number of the new ticket; the same refusals as {@code POST /api/tickets}. */
    String receive(Map<String, @Nullable Object> fields);
}
