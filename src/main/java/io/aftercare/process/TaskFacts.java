package io.aftercare.process;

import java.util.Map;

/** What a form shows above its fields, read from our tables when a person opens it; never stored in the engine. */
interface TaskFacts {

    /** Strings and booleans by name ({@code factCustomer}, ...), with prefills under the field's own key. */
    Map<String, Object> of(String taskId);
}
